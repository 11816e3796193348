using System.Text.Json;
using Buurthulp.Api.Http.Access;
using Buurthulp.Api.Http.OpenApi;
using Buurthulp.Api.Http.Problems;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Api.Http.Members;

/// <summary>Correcting name and contact data.</summary>
internal static class ContactEndpoint
{
    public static void MapContact(this IEndpointRouteBuilder member) =>
        member.MapPost("/contact", CorrectAsync).Allow(Role.Member, Role.Coordinator).AlsoAfterLeaving().Produces<ContactAnswer>()
            .WithName("correctContact").WithSummary("Corrects name and contact data")
            .WithDescription("What is left out stays as it is; an empty text, an empty list or the year 0 removes a part. Who changed which parts is written down. A member does this for themselves only.")
            .Example(new ContactBody(Name: "Anna", Street: "", Phone: "0687654321"), new ContactAnswer(Sample.Anna, ["name", "street", "phone"]));

    private static async Task<IResult> CorrectAsync(CommandCall call, string no, Body<ContactBody> body, PersonVault vault, ContactChanges changes)
    {
        var account = Parameters.Account(no, "no");
        if (call.Token.Role == Role.Member && call.Token.Account != account) return EdgeProblems.NoSuchAccount(account);
        var correction = CorrectionOf(body.Value);
        var known = await call.Writers.LookAsync(call.Community, (state, _) => state.Members.TryGet(account, out var member) && !member.IsErased, call.CancellationToken);
        if (!known) return EdgeProblems.NoSuchAccount(account);
        if (correction.Name is null && await vault.FindAsync(call.Community, account, call.CancellationToken) is null) throw ProblemException.Malformed("name");

        var digest = MemberIntake.DigestOf([.. JsonSerializer.SerializeToUtf8Bytes(body.Value, RequestJson.Options), .. System.Text.Encoding.UTF8.GetBytes(account.Value)]);
        return await changes.CorrectAsync(call.Community, call.CommandId, account, correction, digest, call.Actor, call.CancellationToken)
            ? Results.Json(new ContactAnswer(account, correction.Parts))
            : RefusalProblem.Of(new Refusal.CommandIdReused());
    }

    private static ContactCorrection CorrectionOf(ContactBody body)
    {
        if (body.Name is not null && body.Name.Trim().Length == 0) throw ProblemException.Malformed("name");
        var correction = new ContactCorrection(Part(body.Name, "name"), Part(body.Street, "street"), Part(body.Email, "email"), Part(body.Phone, "phone"),
            body.BirthYear == 0 ? 0 : PersonForm.BirthYear(body.BirthYear), body.Languages is null ? null : PersonForm.Languages(body.Languages) ?? []);
        return correction.Parts.Count > 0 ? correction : throw ProblemException.Malformed(JsonShape.Whole);
    }

    private static string? Part(string? text, string field) => text is null ? null : PersonForm.Text(text, field) ?? "";
}

/// <summary>Parts of contact data to correct.</summary>
/// <param name="Name">As people call them; 1 to 200 characters. It can't be removed.</param>
/// <param name="Street">Street and house number.</param>
/// <param name="Email">For those who have it.</param>
/// <param name="Phone">As it is dialled.</param>
/// <param name="BirthYear">Four digits.</param>
/// <param name="Languages">Codes such as <c>nl</c>, the preferred one first.</param>
public sealed record ContactBody(string? Name = null, string? Street = null, string? Email = null, string? Phone = null, int? BirthYear = null, IReadOnlyList<string>? Languages = null);

/// <summary>Contact data was corrected.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Parts">Which parts.</param>
public sealed record ContactAnswer(AccountNumber Account, IReadOnlyList<string> Parts);
