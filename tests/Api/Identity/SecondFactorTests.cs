using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>The second factor of those who hold an office.</summary>
public sealed class SecondFactorTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_app_counts_once_it_has_shown_a_right_code()
    {
        var (_, anna) = await TreasurerAsync();

        var secret = (await AskAsync(factor => factor.BeginAsync(anna))).ShouldNotBeNull();
        (await AskAsync(factor => factor.BeginAsync(anna))).ShouldBe(secret, "the page can be opened again");
        secret.Address.AbsoluteUri.ShouldStartWith($"otpauth://totp/Buurthulp%3A{anna.Community}%20L0001?secret=");
        (await AskAsync(factor => factor.EnrolAsync(anna, WrongOf(secret), default))).ShouldBeNull();
        (await AskAsync(factor => factor.StateAsync(anna))).HasApp.ShouldBeFalse();
        var recovery = (await AskAsync(factor => factor.EnrolAsync(anna, CodeOf(secret), default))).ShouldNotBeNull();

        recovery.Count.ShouldBe(10);
        recovery.ShouldBeUnique();
        (await AskAsync(factor => factor.StateAsync(anna))).ShouldBe(new FactorState(HasApp: true, Passkeys: 0, RecoveryCodes: 10));
        (await AskAsync(factor => factor.BeginAsync(anna))).ShouldBeNull("there is one already");
    }

    [Fact]
    public async Task A_code_counts_once()
    {
        var (_, anna, secret, _) = await EnrolledAsync();
        var code = CodeOf(secret, steps: 1);

        (await AskAsync(factor => factor.ShowAsync(anna, $"{code[..3]} {code[3..]}", default))).ShouldBe(CodeAnswer.Right);
        (await AskAsync(factor => factor.ShowAsync(anna, code, default))).ShouldBe(CodeAnswer.Wrong);
        (await AskAsync(factor => factor.ShowAsync(anna, WrongOf(secret), default))).ShouldBe(CodeAnswer.Wrong);
    }

    [Fact]
    public async Task Of_many_who_show_a_code_at_the_same_moment_one_is_let_in()
    {
        var (_, anna, secret, _) = await EnrolledAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(factor => factor.ShowAsync(anna, CodeOf(secret, steps: 1), default))));

        answers.Count(answer => answer == CodeAnswer.Right).ShouldBe(1);
    }

    [Fact]
    public async Task After_five_wrong_codes_even_the_right_one_has_to_wait()
    {
        var (scene, anna, secret, recovery) = await EnrolledAsync();
        for (var wrong = 0; wrong < 5; wrong++) (await AskAsync(factor => factor.ShowAsync(anna, wrong % 2 == 0 ? WrongOf(secret) : "AAAAA-BBBBB", default))).ShouldBe(CodeAnswer.Wrong);

        (await AskAsync(factor => factor.ShowAsync(anna, CodeOf(secret, steps: 1), default))).ShouldBe(CodeAnswer.TooOften);
        (await AskAsync(factor => factor.ShowAsync(anna, recovery[0], default))).ShouldBe(CodeAnswer.TooOften);
        scene.Clock.Now += Duration.FromMinutes(15);
        (await AskAsync(factor => factor.ShowAsync(anna, recovery[0], default))).ShouldBe(CodeAnswer.Right);
    }

    [Fact]
    public async Task A_recovery_code_counts_once_also_at_the_same_moment()
    {
        var (_, anna, _, recovery) = await EnrolledAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(factor => factor.ShowAsync(anna, recovery[3].ToLowerInvariant(), default))));

        answers.Count(answer => answer == CodeAnswer.Right).ShouldBe(1);
        (await AskAsync(factor => factor.ShowAsync(anna, recovery[3], default))).ShouldBe(CodeAnswer.Wrong);
        (await AskAsync(factor => factor.StateAsync(anna))).RecoveryCodes.ShouldBe(9);
    }

    [Fact]
    public async Task Whoever_has_only_the_mail_of_an_officer_gets_neither_rid_of_the_factor_nor_a_new_one()
    {
        var (scene, anna, _, _) = await EnrolledAsync();
        var thief = await scene.PersonAsync(await scene.SignInAsync(Anna));
        var state = await AskAsync(factor => factor.StateAsync(thief));

        SecondFactor.MayChange(thief, state).ShouldBeFalse();
        (await AskAsync(factor => factor.RemoveAppAsync(thief))).ShouldBeFalse();
        (await AskAsync(factor => factor.RenewRecoveryCodesAsync(thief))).ShouldBeNull();

        var shown = await scene.PersonAsync((await scene.Sessions.SecondFactorShownAsync(anna.Session.Id, default))!);
        SecondFactor.MayChange(shown, state).ShouldBeTrue();
        (await AskAsync(factor => factor.RenewRecoveryCodesAsync(shown))).ShouldNotBeNull().Count.ShouldBe(10);
        (await AskAsync(factor => factor.RemoveAppAsync(shown))).ShouldBeTrue();
        (await AskAsync(factor => factor.StateAsync(shown))).ShouldBe(new FactorState(HasApp: false, Passkeys: 0, RecoveryCodes: 0));
        (await AskAsync(factor => factor.BeginAsync(shown))).ShouldNotBeNull("a new telephone");
    }

    [Fact]
    public async Task Whoever_prints_a_card_for_an_officer_can_set_up_no_factor_with_it()
    {
        var (scene, anna) = await TreasurerAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var cards = scope.ServiceProvider.GetRequiredService<LoginCards>();
        var card = (await cards.MakeAsync(scene.Code, new AccountNumber(Anna), Guid.CreateVersion7(), Actor.Coordinator(), chosenPin: null, default)).Card!;

        var byCard = await scene.PersonAsync((await cards.SignInAsync(card.Number, card.Pin, isShared: false, "", default)).Session!);

        SecondFactor.MayChange(byCard, await AskAsync(factor => factor.StateAsync(byCard))).ShouldBeFalse();
        (await AskAsync(factor => factor.BeginAsync(byCard))).ShouldBeNull();
        (await AskAsync(factor => factor.BeginAsync(anna))).ShouldNotBeNull();
    }

    private async Task<(SignInScene Scene, CurrentPerson Anna)> TreasurerAsync()
    {
        var scene = await SignInScene.OfAsync(server);
        await scene.GiveAsync(Anna, Role.Treasurer);
        return (scene, await scene.PersonAsync(await scene.SignInAsync(Anna)));
    }

    private async Task<(SignInScene Scene, CurrentPerson Anna, AppSecret Secret, IReadOnlyList<string> Recovery)> EnrolledAsync()
    {
        var (scene, anna) = await TreasurerAsync();
        var secret = (await AskAsync(factor => factor.BeginAsync(anna)))!;
        return (scene, anna, secret, (await AskAsync(factor => factor.EnrolAsync(anna, CodeOf(secret), default))).ShouldNotBeNull());
    }

    /// <summary>Each question in a scope of its own, as each request has.</summary>
    private async Task<T> AskAsync<T>(Func<SecondFactor, Task<T>> ask)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<SecondFactor>());
    }

    /// <summary>A code that none of the half minutes around now has.</summary>
    private static string WrongOf(AppSecret secret)
    {
        var right = Enumerable.Range(-4, 9).Select(steps => CodeOf(secret, steps)).ToHashSet();
        return Enumerable.Range(0, 20).Select(number => number.ToString("D6", CultureInfo.InvariantCulture)).First(code => !right.Contains(code));
    }

    /// <summary>What an app shows (RFC 6238 with RFC 4226) now, or some half minutes later.</summary>
    internal static string CodeOf(AppSecret secret, int steps = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // The standard of authenticator apps is HMAC-SHA1.
        var hash = HMACSHA1.HashData(FromBase32(secret.Key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
