using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary>What the pages of the admin have in common: as whom they act, and names. Each look at somebody is written down with the reason <c>administration</c>.</summary>
internal sealed class Administration(PageCall call, CommunityCards cards, PersonNames names, Words words)
{
    public static readonly ReasonCode Reason = new("administration");

    /// <summary>The admin who is signed in.</summary>
    public Actor Me => call.Person.ActorAs(Role.Admin);

    public async Task<string> CommunityNameAsync() => (await cards.FindAsync(call.Community, call.Stop)).Name;

    /// <summary>Who acted, for a list: a name with their number, or the role where no number stands behind it.</summary>
    public async Task<Func<string, string>> ActorsAsync(IEnumerable<string> actors) => await ActorsAsync(actors, Reason);

    /// <inheritdoc cref="ActorsAsync(IEnumerable{string})"/>
    public async Task<Func<string, string>> ActorsAsync(IEnumerable<string> actors, ReasonCode reason)
    {
        var accounts = actors.Distinct().Select(actor => Code.TryParse<AccountNumber>(actor, out var account) && InWords(actor) is null ? account : (AccountNumber?)null).OfType<AccountNumber>().ToList();
        var known = await names.ShowAsync(call.Community, accounts, Me, reason, call.Stop);
        return actor => InWords(actor) ?? (Code.TryParse<AccountNumber>(actor, out var account) && known.TryGetValue(account, out var name) ? $"{name} ({actor})" : actor);
    }

    /// <summary>A role or a part of the program; null for the number of an account.</summary>
    private string? InWords(string actor) => words.Language.Pages.GetValueOrDefault($"mine.role-{actor}") ?? words.Language.Pages.GetValueOrDefault($"admin.actor-{actor}");
}
