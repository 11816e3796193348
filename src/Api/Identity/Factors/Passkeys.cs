using System.Security.Cryptography;
using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Users;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Factors;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Base 64 for addresses.</param>
/// <param name="Name">What the owner calls it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record OwnPasskey(string Id, string Name, Instant CreatedAt);

/// <summary>
/// Passkeys, by ASP.NET Core Identity's handler (WebAuthn). Each demands that the owner shows a fingerprint, a face or a PIN to the device, so it counts as two factors; it works on this
/// installation's address only, so nobody can be lured into using it elsewhere. What the server has to remember between question and answer travels encrypted in a cookie of five minutes.
/// </summary>
public sealed class Passkeys(UserManager<SignInUser> users, IPasskeyHandler<SignInUser> handler, IDataProtectionProvider protection, SessionStore sessions, NpgsqlDataSource source, WebHostSettings settings)
{
    private const int LongestName = 60;

    private static readonly TimeSpan QuestionCounts = TimeSpan.FromMinutes(5);

    private readonly bool isSecure = settings.PublicAddress.Scheme == Uri.UriSchemeHttps;

    private string CookieName => isSecure ? "__Host-buurthulp-passkey" : "buurthulp-passkey";

    /// <summary>What the browser asks the device for, to make a passkey; null when this session may not add one.</summary>
    public async Task<string?> AskToMakeAsync(HttpContext context, CurrentPerson person, FactorState state)
    {
        if (!SecondFactor.MayChange(person, state)) return null;
        var name = $"Buurthulp {person.Community} {person.Account}";
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Session.UserId.ToString(), Name = name, DisplayName = name }, context);
        Remember(context, "make", options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>Keeps the passkey that the device made. False when it does not answer the question, or is for somebody else.</summary>
    public async Task<bool> KeepAsync(HttpContext context, CurrentPerson person, FactorState state, string credentialJson, string? name)
    {
        if (!SecondFactor.MayChange(person, state)) return false;
        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credentialJson, AttestationState = Recall(context, "make") });
        if (!made.Succeeded || made.UserEntity.Id != person.Session.UserId.ToString()) return false;
        var passkey = made.Passkey;
        passkey.Name = name?.Trim() is { Length: > 0 } given && !given.Any(char.IsControl) ? given[..Math.Min(given.Length, LongestName)] : person.Session.Device;
        return (await users.AddOrUpdatePasskeyAsync(await UserAsync(person), passkey)).Succeeded;
    }

    public async Task<IReadOnlyList<OwnPasskey>> ListAsync(CurrentPerson person) =>
        [.. (await users.GetPasskeysAsync(await UserAsync(person))).OrderBy(passkey => passkey.CreatedAt)
            .Select(passkey => new OwnPasskey(Convert.ToHexStringLower(passkey.CredentialId), passkey.Name ?? "", Instant.FromDateTimeOffset(passkey.CreatedAt)))];

    /// <summary>Takes a passkey away. False when there is no such one, or this session may not.</summary>
    public async Task<bool> RemoveAsync(CurrentPerson person, FactorState state, string id)
    {
        var user = await UserAsync(person);
        var found = (await users.GetPasskeysAsync(user)).FirstOrDefault(passkey => Convert.ToHexStringLower(passkey.CredentialId) == id);
        return found is not null && SecondFactor.MayChange(person, state) && (await users.RemovePasskeyAsync(user, found.CredentialId)).Succeeded;
    }

    /// <summary>What the browser asks the device for, to sign in with any passkey that it has for this address.</summary>
    public async Task<string> AskToSignInAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(user: null, context);
        Remember(context, "use", options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <summary>Signs in. The secret of the session; null when the answer is not right, or its owner has left.</summary>
    public async Task<string?> SignInAsync(HttpContext context, string credentialJson, bool isShared, string device, CancellationToken cancellationToken)
    {
        if (await CheckAsync(context, credentialJson) is not { } user) return null;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await sessions.OpenAsync(connection, new SignIn(new CommunityCode(user.Community), new AccountNumber(user.Account), SignInMethod.Passkey, Card: null, isShared, device), cancellationToken);
    }

    /// <summary>Shows the second factor of somebody who is signed in. False when the answer is not right, or the passkey somebody else's.</summary>
    public async Task<bool> ShowAsync(HttpContext context, CurrentPerson person, string credentialJson) =>
        await CheckAsync(context, credentialJson) is { } user && user.Id == person.Session.UserId;

    private async Task<SignInUser?> CheckAsync(HttpContext context, string credentialJson)
    {
        var shown = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credentialJson, AssertionState = Recall(context, "use") });
        if (!shown.Succeeded || !shown.Passkey.IsUserVerified) return null;
        // The device counts how often it was used; a copy of it would count differently.
        return (await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey)).Succeeded ? shown.User : null;
    }

    private void Remember(HttpContext context, string purpose, string? state) =>
        context.Response.Cookies.Append(CookieName, Protector(purpose).Protect(state ?? "", QuestionCounts), new CookieOptions { HttpOnly = true, Secure = isSecure, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true, MaxAge = QuestionCounts });

    /// <summary>A question is answered once. Null when there is none that counts.</summary>
    private string? Recall(HttpContext context, string purpose)
    {
        context.Response.Cookies.Delete(CookieName, new CookieOptions { Secure = isSecure, Path = "/" });
        if (!context.Request.Cookies.TryGetValue(CookieName, out var stored)) return null;
        try
        {
            return Protector(purpose).Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(string purpose) => protection.CreateProtector("passkey-question.v1", purpose).ToTimeLimitedDataProtector();

    private async Task<SignInUser> UserAsync(CurrentPerson person) =>
        await users.FindByIdAsync(person.Session.UserId.ToString()) ?? throw new InvalidOperationException($"{person.Account} was erased meanwhile");
}
