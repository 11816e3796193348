using System.Text.Json;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Http.Members;

/// <summary>
/// Opening an account for somebody who has a name: the data waits in the vault, the journal opens the account, the data goes under it. Each step can be repeated,
/// and the clock finishes what stopped in between.
/// </summary>
internal static class AccountOpening
{
    /// <param name="call">Whose command id the data waits under.</param>
    /// <param name="intake">The vault's side.</param>
    /// <param name="body">All that the caller said, so that a repetition can be told from something else.</param>
    /// <param name="person">Who stands behind the account.</param>
    /// <param name="command">Opens the account by its first entry.</param>
    public static async Task<IResult> OpenAsync<T>(CommandCall call, MemberIntake intake, T body, Person person, LedgerCommand command)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, RequestJson.Options);
        if (!await intake.StartAsync(call.Community, call.CommandId, content, person, call.CancellationToken)) return RefusalProblem.Of(new Refusal.CommandIdReused());

        var outcome = await call.Writers.ExecuteAsync(call.Community, command, call.CancellationToken);
        if (outcome is CommandOutcome.Recorded { Entries: [{ Event: var opened }, ..] } && MemberIntake.AccountOf(opened) is { } account)
        {
            await intake.FinishAsync(call.Community, call.CommandId, account, call.CancellationToken);
        }
        else if (outcome is CommandOutcome.Refused)
        {
            await intake.DropAsync(call.Community, call.CommandId, call.CancellationToken);
        }

        return call.Answer(outcome, recorded => Results.Json(new AdmittedAnswer(MemberIntake.AccountOf(recorded.Entries[0].Event)!.Value, recorded.Position), statusCode: StatusCodes.Status201Created));
    }
}
