using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Member.Mine;

/// <summary><c>/mijn</c>: what is known of me, who looked at it and why, and what I can do with it.</summary>
internal sealed class MineModel(PageCall call, PersonVault vault, PersonNames names, ReadLog log, CommunityCards cards, Words words) : PageModel
{
    private const int MostReads = 60;

    private static readonly ReasonCode Reason = new("own-account");

    public string CommunityName { get; private set; } = "";

    public CommunityCode Community => call.Community;

    public AccountNumber Account => call.Account;

    public LocalDate Today { get; private set; }

    /// <summary>Null when the vault knows nobody behind the account.</summary>
    public Person? Person { get; private set; }

    public IReadOnlyList<ShownRead> Reads { get; private set; } = [];

    public string LanguageName(string code) => words.Language.Pages.GetValueOrDefault($"mine.language-{code}", code);

    public async Task OnGetAsync()
    {
        CommunityName = (await cards.FindAsync(call.Community, call.Stop)).Name;
        Person = await vault.FindAsync(call.Community, call.Account, call.Stop);
        var reads = (await log.OfAsync(call.Community, call.Account, call.Stop)).Where(read => read.Reader != call.Account.Value).ToList();
        (Today, var days) = await call.LookAsync(state => (state.Today(call.Now), reads.Select(read => state.Today(Instant.FromDateTimeOffset(read.ReadAt))).ToList()));
        var shown = reads.Zip(days, (read, day) => (Day: day, read.Reader, read.Role, read.Reason)).Distinct().Take(MostReads).ToList();
        var readers = shown.Select(read => Code.TryParse<AccountNumber>(read.Reader, out var account) ? account : (AccountNumber?)null).OfType<AccountNumber>().ToList();
        var people = await names.ShowAsync(call.Community, readers, call.Person.ActorAs(Role.Member), Reason, call.Stop);
        Reads = [.. shown.Select(read => new ShownRead(read.Day, WhoOf(read.Reader, read.Role, people), words.Language.Pages.GetValueOrDefault($"mine.reason-{read.Reason}", read.Reason.Value)))];
    }

    /// <summary>A name with an office behind it; only the office where no number stands behind the reader.</summary>
    private string WhoOf(string reader, string role, IReadOnlyDictionary<AccountNumber, string> people)
    {
        var name = Code.TryParse<AccountNumber>(reader, out var account) ? people.GetValueOrDefault(account) : null;
        var office = words.Language.Pages.GetValueOrDefault($"mine.role-{role}", role);
        return name is null ? office : role == "member" ? name : $"{name}, {office}";
    }
}

/// <summary>Somebody looked at my data.</summary>
/// <param name="On">The community's day.</param>
/// <param name="Who">Their name, their office, or both.</param>
/// <param name="Why">In words.</param>
internal sealed record ShownRead(LocalDate On, string Who, string Why);
