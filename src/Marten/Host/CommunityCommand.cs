using System.Text.Json;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;

namespace Buurthulp.Marten.Host;

/// <summary>
/// A command on its way to its community, as a message. It is kept until it was executed, and may be executed twice: its id makes that harmless.
/// Messages of one community are executed one after another, by one node of however many there are.
/// </summary>
public sealed record CommunityCommand(string Community, string Type, JsonElement Content)
{
    public static CommunityCommand Of(CommunityCode community, LedgerCommand command) => new(community.Value, command.GetType().Name, CommandJson.Write(command));
}

/// <summary>What became of a command.</summary>
/// <param name="CommandId">Which one.</param>
/// <param name="Position">Of its last entry; null when a rule refused it.</param>
/// <param name="Refusal">The code of the refusal; null when it is recorded.</param>
public sealed record CommandAnswer(Guid CommandId, long? Position, string? Refusal);

/// <summary>The database is away, or too much is waiting: the message is tried again.</summary>
public sealed class TryAgainException(string message) : Exception(message);

/// <summary>Hands the command to the community's writer, where the same function decides it as when it comes by HTTP.</summary>
public static class CommunityCommandHandler
{
    /// <exception cref="TryAgainException">Nothing is known to be recorded.</exception>
    public static async Task<CommandAnswer> HandleAsync(CommunityCommand message, CommunityWriters writers, ViewRunner views, CancellationToken cancellationToken)
    {
        var community = new CommunityCode(message.Community);
        var command = CommandJson.Read(message.Type, message.Content);
        switch (await writers.ExecuteAsync(community, command, cancellationToken))
        {
            case CommandOutcome.Recorded recorded:
                views.Notify(community, recorded.Position);
                return new CommandAnswer(command.CommandId, recorded.Position, Refusal: null);
            case CommandOutcome.Refused refused: return new CommandAnswer(command.CommandId, Position: null, refused.Refusal.Code);
            case var other: throw new TryAgainException($"{message.Type} in {community}: {other.GetType().Name}");
        }
    }
}
