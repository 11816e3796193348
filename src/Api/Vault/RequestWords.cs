using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Vault;

/// <summary>What became of a command that had words with it.</summary>
/// <param name="Answer">For the one who sent it.</param>
/// <param name="IsRecorded">It stands in the journal.</param>
/// <param name="IsRefused">It does not and will not. Neither: it is not known.</param>
internal readonly record struct Worded<T>(T Answer, bool IsRecorded, bool IsRefused);

/// <summary>
/// Commands with words: the words are kept first, so that a request never stands on the board without them, and taken back when the command is refused.
/// The journal can't tell whether a repetition has the same words, so the vault does: other words under the same key are another command.
/// </summary>
internal sealed class RequestWords(NpgsqlDataSource source, IJournal journal)
{
    private readonly RequestTexts texts = new(source);

    /// <param name="community">Where.</param>
    /// <param name="commandId">The command's id.</param>
    /// <param name="about">What the words are about; its own text does not matter.</param>
    /// <param name="words">What somebody wrote; null is nothing.</param>
    /// <param name="now">The moment.</param>
    /// <param name="execute">Executes the command.</param>
    /// <param name="cancellationToken">The caller stops waiting.</param>
    /// <returns>Null when the same key was used with other words, or with words and now without, or the other way round.</returns>
    public async Task<T?> ExecuteAsync<T>(CommunityCode community, Guid commandId, RequestText about, string? words, Instant now, Func<Task<Worded<T>>> execute, CancellationToken cancellationToken) where T : class
    {
        if (words is null)
        {
            var plain = await execute();
            return plain.IsRecorded && await texts.HasAsync(community, about, commandId, cancellationToken) ? null : plain.Answer;
        }

        var text = about with { Text = words };
        var kept = await texts.AddAsync(community, text, commandId, now, cancellationToken);
        if (kept == TextKept.Different) return null;
        if (kept == TextKept.Added && (await journal.FindCommandsAsync([commandId], cancellationToken)).Count > 0)
        {
            // It was recorded without words, or the words were erased since: neither gets any now.
            await texts.RemoveAsync(community, about, commandId, CancellationToken.None);
            return null;
        }

        var said = await execute();
        if (said.IsRefused && kept == TextKept.Added) await texts.RemoveAsync(community, about, commandId, CancellationToken.None);
        if (said.IsRecorded && kept == TextKept.Refused) await texts.ReplaceAsync(community, text, commandId, now, CancellationToken.None);
        return said.Answer;
    }
}
