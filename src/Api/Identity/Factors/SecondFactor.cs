using System.Security.Cryptography;
using System.Text;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Users;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity.Factors;

/// <summary>What somebody has beside a link.</summary>
/// <param name="HasApp">An authenticator app that shows codes.</param>
/// <param name="Passkeys">How many passkeys.</param>
/// <param name="RecoveryCodes">How many codes on paper are left.</param>
public sealed record FactorState(bool HasApp, int Passkeys, int RecoveryCodes)
{
    public bool HasAny => HasApp || Passkeys > 0;
}

/// <summary>What an authenticator app needs to know.</summary>
/// <param name="Key">To type: base 32 in groups of four.</param>
/// <param name="Address">For the QR code (the Key URI Format of authenticator apps). It names the community and the number, never the person.</param>
public sealed record AppSecret(string Key, Uri Address);

/// <summary>What came of a code.</summary>
public enum CodeAnswer
{
    Right,
    Wrong,

    /// <summary>Five tries in a quarter of an hour, right or wrong, and no more.</summary>
    TooOften,
}

/// <summary>
/// The second factor of those who hold an office: codes of an authenticator app (RFC 6238) and, when the telephone is lost, recovery codes on paper; both by ASP.NET Core Identity.
/// Whoever can change a factor can open the office, so that takes a factor, or for the first one a session that did not come from a printed card.
/// </summary>
public sealed class SecondFactor(UserManager<SignInUser> users, Tries tries, NpgsqlDataSource source, IClock clock)
{
    private const int RecoveryCodes = 10;
    private const string Issuer = "Buurthulp";

    public async Task<FactorState> StateAsync(CurrentPerson person)
    {
        var user = await UserAsync(person);
        return new FactorState(await users.GetTwoFactorEnabledAsync(user), (await users.GetPasskeysAsync(user)).Count, await users.CountRecoveryCodesAsync(user));
    }

    /// <summary>Whether this session may add or take away a factor now.</summary>
    public static bool MayChange(CurrentPerson person, FactorState state) =>
        person.Session.By != SignInMethod.Card && (person.HasSecondFactor || !state.HasAny || person.Offices.Count == 0);

    /// <summary>The secret for a new app; null when there is an app already, or this session may not. Asked again, it is the same until it is confirmed.</summary>
    public async Task<AppSecret?> BeginAsync(CurrentPerson person)
    {
        var user = await UserAsync(person);
        if (await users.GetTwoFactorEnabledAsync(user) || !MayChange(person, await StateAsync(person))) return null;
        if (await users.GetAuthenticatorKeyAsync(user) is null) Check(await users.ResetAuthenticatorKeyAsync(user));
        var key = (await users.GetAuthenticatorKeyAsync(user))!;
        var label = Uri.EscapeDataString($"{Issuer}:{person.Community} {person.Account}");
        return new AppSecret(string.Join(' ', key.Chunk(4).Select(group => new string(group))), new Uri($"otpauth://totp/{label}?secret={key}&issuer={Issuer}"));
    }

    /// <summary>The app shows the right code, so it counts from now on. The recovery codes, which are shown this once; null when the code was wrong or this session may not.</summary>
    public async Task<IReadOnlyList<string>?> EnrolAsync(CurrentPerson person, string code, CancellationToken cancellationToken)
    {
        if (await BeginAsync(person) is null || await ShowAppAsync(person, await UserAsync(person), code, cancellationToken) != CodeAnswer.Right) return null;
        var user = await UserAsync(person);
        Check(await users.SetTwoFactorEnabledAsync(user, enabled: true));
        return [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];
    }

    /// <summary>A code of the app, or one of the recovery codes, which then is used up.</summary>
    public async Task<CodeAnswer> ShowAsync(CurrentPerson person, string code, CancellationToken cancellationToken)
    {
        var user = await UserAsync(person);
        if (!await users.GetTwoFactorEnabledAsync(user)) return CodeAnswer.Wrong;
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length == 6) return await ShowAppAsync(person, user, typed, cancellationToken);
        if (await IsTooOftenAsync(person, cancellationToken)) return CodeAnswer.TooOften;
        return (await users.RedeemTwoFactorRecoveryCodeAsync(user, typed.ToUpperInvariant())).Succeeded ? await ForgetAsync(person, cancellationToken) : CodeAnswer.Wrong;
    }

    /// <summary>New recovery codes; those before count no more. Null when this session may not.</summary>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(CurrentPerson person)
    {
        var user = await UserAsync(person);
        if (!person.HasSecondFactor || !await users.GetTwoFactorEnabledAsync(user)) return null;
        return [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];
    }

    /// <summary>Takes the app away: a new telephone. False when this session has not shown a factor.</summary>
    public async Task<bool> RemoveAppAsync(CurrentPerson person)
    {
        var user = await UserAsync(person);
        if (!person.HasSecondFactor || !await users.GetTwoFactorEnabledAsync(user)) return false;
        Check(await users.SetTwoFactorEnabledAsync(user, enabled: false));
        Check(await users.ResetAuthenticatorKeyAsync(user));
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        return true;
    }

    private async Task<CodeAnswer> ShowAppAsync(CurrentPerson person, SignInUser user, string code, CancellationToken cancellationToken)
    {
        if (await IsTooOftenAsync(person, cancellationToken)) return CodeAnswer.TooOften;
        var isRight = await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code) && await UseAsync(user, code, cancellationToken);
        return isRight ? await ForgetAsync(person, cancellationToken) : CodeAnswer.Wrong;
    }

    /// <summary>A code counts for some minutes. False when it was used in them already.</summary>
    private async Task<bool> UseAsync(SignInUser user, string code, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await using var command = source.CreateCommand("""
            INSERT INTO identity.used_codes (user_id, code_hash, used_at) VALUES ($1, $2, $3)
            ON CONFLICT (user_id, code_hash) DO UPDATE SET used_at = excluded.used_at WHERE used_codes.used_at < excluded.used_at - interval '1 hour'
            """);
        foreach (var value in new object[] { user.Id, SHA256.HashData(Encoding.UTF8.GetBytes(code)), now.ToDateTimeUtc() }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<bool> IsTooOftenAsync(CurrentPerson person, CancellationToken cancellationToken) =>
        await tries.CountAsync(TryLimit.SecondFactor, person.Session.UserId.ToString(), cancellationToken) is not null;

    private async Task<CodeAnswer> ForgetAsync(CurrentPerson person, CancellationToken cancellationToken)
    {
        await tries.ForgetAsync(TryLimit.SecondFactor, person.Session.UserId.ToString(), cancellationToken);
        return CodeAnswer.Right;
    }

    private async Task<SignInUser> UserAsync(CurrentPerson person) =>
        await users.FindByIdAsync(person.Session.UserId.ToString()) ?? throw new InvalidOperationException($"{person.Account} was erased meanwhile");

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join("; ", result.Errors.Select(error => error.Code)));
    }
}
