using Buurthulp.Api.Embedded;
using Buurthulp.Api.Hosting;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Commands;

/// <summary>What the verbs share: opening the data folder beside a running server or without one, and naming a community.</summary>
internal static class Opening
{
    /// <summary>Opens the data folder for a short command. What takes long is said on standard error, so that standard output holds the answer alone.</summary>
    public static Task<Installation> CommandAsync(CancellationToken cancellationToken) =>
        Installation.OpenAsync(AppOptions.FromEnvironment(), PostgresRole.Command, address: null, Loggers(), cancellationToken);

    public static ILoggerFactory Loggers() => LoggerFactory.Create(logging => logging.AddProvider(new PlainConsole()));

    /// <exception cref="CommandRefusedException">Not a code.</exception>
    public static CommunityCode Community(string text) => Code.TryParse<CommunityCode>(text, out var code)
        ? code
        : throw new CommandRefusedException($"'{text}' is not the code of a community: use letters, digits, '-' and '_'.", ExitCode.Usage);

    /// <exception cref="CommandRefusedException">The community has no journal.</exception>
    public static async Task<CommunityCode> ExistingCommunityAsync(IJournal journal, string text, CancellationToken cancellationToken)
    {
        var community = Community(text);
        if (await journal.HeadAsync(community, cancellationToken) > 0) return community;
        var known = await journal.CommunitiesAsync(cancellationToken);
        var hint = known.Count == 0 ? "there is none yet; import one first" : $"there are: {string.Join(", ", known.Select(found => found.Community))}";
        throw new CommandRefusedException($"There is no community '{community}'; {hint}.");
    }
}
