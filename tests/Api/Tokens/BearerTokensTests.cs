using Buurthulp.Api.Tokens;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using NodaTime;

namespace Buurthulp.Tests.Api.Tokens;

public sealed class BearerTokensTests : IDisposable
{
    private static readonly CommunityCode Molenwijk = new("molenwijk");
    private static readonly AccountNumber Anna = new("L0001");

    private readonly string folder = Directory.CreateTempSubdirectory("buurthulp-keys-").FullName;
    private readonly StoppedClock clock = new(ApiServer.Noon);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_token_says_who_may_do_what_and_until_when()
    {
        var token = Tokens().Read(Tokens().Issue(Molenwijk, Role.Member, Anna, days: 30));

        token.ShouldNotBeNull();
        (token.Community, token.Role, token.Account, token.ExpiresAt).ShouldBe((Molenwijk, Role.Member, Anna, clock.Now + Duration.FromDays(30)));
        token.Actor.ShouldBe(Actor.Member(Anna));
    }

    [Fact]
    public void Who_has_no_account_acts_under_the_name_of_their_role()
    {
        Tokens().Read(Tokens().Issue(Molenwijk, Role.Treasurer, account: null, days: 1))!.Actor.ShouldBe(new Actor("treasurer", Role.Treasurer));
        Tokens().Read(Tokens().Issue(Molenwijk, Role.Coordinator, Anna, days: 1))!.Actor.ShouldBe(new Actor("L0001", Role.Coordinator, Anna));
    }

    [Fact]
    public void A_token_opens_nothing_from_its_last_moment_on()
    {
        var text = Tokens().Issue(Molenwijk, Role.Auditor, account: null, days: 1);

        clock.Now += Duration.FromDays(1) - Duration.FromSeconds(1);
        Tokens().Read(text).ShouldNotBeNull();
        clock.Now += Duration.FromSeconds(1);
        Tokens().Read(text).ShouldBeNull();
    }

    [Fact]
    public void A_token_with_any_character_changed_opens_nothing()
    {
        var tokens = Tokens();
        var text = tokens.Issue(Molenwijk, Role.Member, Anna, days: 1);

        // The last character of base64 may hold spare bits, so that another one can mean the same bytes.
        for (var i = 0; i < text.Length - 1; i++)
        {
            tokens.Read(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..]).ShouldBeNull($"character {i}");
        }
    }

    [Fact]
    public void Keys_of_another_folder_open_nothing()
    {
        var other = Directory.CreateTempSubdirectory("buurthulp-keys-").FullName;
        try
        {
            new BearerTokens(TokenKeys.In(other), clock).Read(Tokens().Issue(Molenwijk, Role.Admin, account: null, days: 1)).ShouldBeNull();
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void Nobody_else_on_the_machine_reads_the_keys()
    {
        Tokens().MakeKeys();

        Directory.GetFiles(Path.Combine(folder, "keys")).ShouldNotBeEmpty();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder, "keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(Role.Member, null, 1)]
    [InlineData(Role.Shop, null, 1)]
    [InlineData(Role.System, null, 1)]
    [InlineData(Role.Auditor, null, 0)]
    [InlineData(Role.Auditor, null, BearerTokens.MostDays + 1)]
    public void A_token_that_makes_no_sense_is_not_issued(Role role, string? account, int days) =>
        Should.Throw<ArgumentException>(() => Tokens().Issue(Molenwijk, role, account is null ? null : new AccountNumber(account), days));

    private BearerTokens Tokens() => new(TokenKeys.In(folder), clock);
}
