using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Webhooks;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Http.Webhooks;

/// <summary>Addresses of shops and partner systems that are told of entries; docs/webhooks.md says how.</summary>
internal static class WebhookEndpoints
{
    private const int MostOfCommunity = 20;
    private const int MostOfShop = 5;

    private static readonly WebhookAnswer Failing = new(Sample.Id, "https://kassa.voorbeeld.test/buurthulp", Sample.Bakery, Sample.Position, Failures: 3, LastStatus: 503, LastProblem: null, Sample.RecordedAt, Sample.RecordedAt.AddSeconds(4), DisabledAt: null);

    public static void MapWebhooks(this IEndpointRouteBuilder community)
    {
        const string own = "A shop sees its own only.";
        var webhooks = community.MapGroup("/webhooks").WithTags("webhooks");
        webhooks.MapPost("", MakeAsync).Allow(Role.Coordinator, Role.Admin, Role.Shop).Produces<WebhookMadeAnswer>(StatusCodes.Status201Created)
            .WithName("makeWebhook").WithSummary("Lets an address be told of entries as they are recorded")
            .WithDescription($"Each entry is sent by a signed POST, in order, again and again until it is taken. At most {MostOfCommunity} for a community, {MostOfShop} for a shop. A shop is told its own part of entries in which it takes part.")
            .Example(new MakeWebhookBody(Failing.Url, Sample.Bakery), new WebhookMadeAnswer(Sample.Id, Failing.Url, Sample.Bakery, "whs_voorbeeld", Sample.Position));
        webhooks.MapGet("", ListAsync).Allow(Role.Coordinator, Role.Admin, Role.Shop).Produces<IReadOnlyList<WebhookAnswer>>()
            .WithName("listWebhooks").WithSummary("Webhooks and how far they are, in order of their making").WithDescription(own)
            .Example(new[] { Failing });

        var webhook = webhooks.MapGroup("/{id:guid}");
        webhook.MapGet("", FindAsync).Allow(Role.Coordinator, Role.Admin, Role.Shop).Produces<WebhookAnswer>()
            .WithName("readWebhook").WithSummary("One webhook and how far it is").WithDescription(own)
            .Example(Failing);
        webhook.MapPost("/resume", ResumeAsync).Allow(Role.Coordinator, Role.Admin, Role.Shop).Produces<WebhookAnswer>()
            .WithName("resumeWebhook").WithSummary("Tries again now, also where the receiver had answered 410").WithDescription($"It goes on after the last entry that was taken. {own}")
            .Example(Failing with { Failures = 0, NextAttemptAt = Failing.LastAttemptAt });
        webhook.MapDelete("", RemoveAsync).Allow(Role.Coordinator, Role.Admin, Role.Shop).Produces(StatusCodes.Status204NoContent)
            .WithName("removeWebhook").WithSummary("Ends a webhook for good").WithDescription(own);
    }

    private static async Task<IResult> MakeAsync(CommandCall call, Body<MakeWebhookBody> body, WebhookTable table, WebhookTargets targets, WebhookSecrets secrets, IJournal journal)
    {
        var (text, account, after) = body.Value;
        if (call.Token.Role == Role.Shop && (account ??= call.Token.Account) != call.Token.Account) return EdgeProblems.AccountNotYours(account!.Value);
        if (targets.Parse(text) is not { } url || !await targets.LeadsOutsideAsync(url, call.CancellationToken)) return WebhookProblems.AddressNotAllowed(text);
        var head = await journal.HeadAsync(call.Community, call.CancellationToken);
        if (after is < 0 || after > head) throw ProblemException.Malformed("after");
        if (account is { } own && !await call.Writers.LookAsync(call.Community, (state, _) => state.Accounts.TryGet(own, out var _), call.CancellationToken)) return RefusalProblem.Of(new Refusal.AccountUnknown(own));

        if (await table.FindAsync(call.Community, call.CommandId, call.CancellationToken) is null)
        {
            var most = call.Token.Role == Role.Shop ? MostOfShop : MostOfCommunity;
            if ((await table.ListAsync(call.Community, call.Token.Role == Role.Shop ? account : null, call.CancellationToken)).Count >= most) return WebhookProblems.TooMany(most);
            var webhook = new Webhook(call.Community, call.CommandId, url, account, after ?? head, WebhookState.StartingAfter(after ?? head, call.Now));
            await table.AddAsync(webhook, secrets.Protect(WebhookSecrets.Make()), call.Actor.Name, call.Now, call.CancellationToken);
        }

        // What stands in the table is the answer, the first time and when the call is repeated.
        if (await table.FindAsync(call.Community, call.CommandId, call.CancellationToken) is not (var made, var secret)) return EdgeProblems.Conflict;
        return made.Url == url && made.Account == account && (after ?? made.StartedAfter) == made.StartedAfter
            ? Results.Json(new WebhookMadeAnswer(made.Id, made.Url.AbsoluteUri, made.Account, secrets.Unprotect(secret), made.StartedAfter), statusCode: StatusCodes.Status201Created)
            : RefusalProblem.Of(new Refusal.CommandIdReused());
    }

    private static async Task<IResult> ListAsync(TokenCall call, WebhookTable table) =>
        Results.Json((await table.ListAsync(call.Token.Community, OwnOf(call), call.CancellationToken)).Select(WebhookAnswer.Of));

    private static async Task<IResult> FindAsync(TokenCall call, WebhookTable table, Guid id) => Results.Json(WebhookAnswer.Of(await WebhookAsync(call, table, id)));

    private static async Task<IResult> ResumeAsync(CommandCall command, TokenCall call, WebhookTable table, Guid id)
    {
        await WebhookAsync(call, table, id);
        await table.ResumeAsync(call.Token.Community, id, command.Now, call.CancellationToken);
        return Results.Json(WebhookAnswer.Of(await WebhookAsync(call, table, id)));
    }

    private static async Task<IResult> RemoveAsync(TokenCall call, WebhookTable table, Guid id)
    {
        await WebhookAsync(call, table, id);
        await table.RemoveAsync(call.Token.Community, id, call.CancellationToken);
        return Results.NoContent();
    }

    private static async Task<Webhook> WebhookAsync(TokenCall call, WebhookTable table, Guid id) =>
        await table.FindAsync(call.Token.Community, id, call.CancellationToken) is (var webhook, _) && (OwnOf(call) is not { } own || webhook.Account == own)
            ? webhook
            : throw new ProblemException(WebhookProblems.NoSuchWebhook(id));

    private static AccountNumber? OwnOf(TokenCall call) => call.Token.Role == Role.Shop ? call.Token.Account : null;
}
