using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Buurthulp.Api.Http.Communities;
using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Projections.Communities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Beheer;

/// <summary><c>/beheer/afspraken</c>: the community's rules as a form. What would change is shown before it is agreed; below it stands what was agreed when, and by whom.</summary>
internal sealed class AgreementModel(PageCall call, Administration administration, Words words) : PageModel
{
    private const int MostHistory = 50;

    private AgreementBody current = null!;
    private IReadOnlyList<SelectListItem> pots = [];

    /// <summary>What would change; empty while the form is filled in.</summary>
    public IReadOnlyList<SettingChange> Changes { get; private set; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<LaidDown> History { get; private set; } = [];

    /// <summary>What came of the last form.</summary>
    public string? Note { get; private set; }

    /// <summary>Names the rules that the shown changes start from: if they have changed by the time that somebody agrees, the changes are shown again.</summary>
    public string Basis => BasisOf(current);

    [BindProperty]
    public AgreementForm Form { get; set; } = new();

    public IEnumerable<SelectListItem>? OptionsOf(AgreementSetting setting) => setting.Kind switch
    {
        SettingKind.Choice => setting.Choices.Select(choice => new SelectListItem(words[$"agreement.{setting.Name}-{choice}"], choice)),
        SettingKind.Pot => pots,
        _ => null,
    };

    /// <summary>What holds now.</summary>
    public string Now(AgreementSetting setting) => Told(setting, setting.Read(current));

    public async Task OnGetAsync(bool klaar = false)
    {
        await LookAsync();
        Form.Values = AgreementSettings.All.ToDictionary(setting => setting.Name, string? (setting) => setting.Typed(setting.Read(current)));
        if (klaar) Note = words["agreement.done"];
        await ShowHistoryAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LookAsync();
        if (Read() is { } wanted) Changes = Between(current, wanted);
        if (Changes.Count > 0) return Page();
        if (ModelState.IsValid) Note = words["agreement.nothing"];
        await ShowHistoryAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostEditAsync()
    {
        await LookAsync();
        Read();
        await ShowHistoryAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAgreeAsync()
    {
        await LookAsync();
        if (Read() is { } wanted)
        {
            Changes = Between(current, wanted);
            if (Changes.Count == 0) return Redirect("/beheer/afspraken");
            if (Form.Basis != Basis)
            {
                ModelState.AddModelError("", "agreement.overtaken");
                return Page();
            }

            var asked = await call.AskAsync(new ChangeAgreement(call.CommandId, administration.Me, call.Now, wanted.ToAgreement()));
            if (asked.Why is null) return Redirect("/beheer/afspraken?klaar=true");
            ModelState.AddModelError("", asked.Why);
            Changes = [];
        }

        await ShowHistoryAsync();
        return Page();
    }

    /// <summary>The agreement as the form wants it; null when something can't be.</summary>
    private AgreementBody? Read()
    {
        var wanted = current;
        foreach (var setting in AgreementSettings.All)
        {
            var typed = Form.Values.GetValueOrDefault(setting.Name);
            Form.Values[setting.Name] = typed;
            if (setting.Parse(typed) is { } value) wanted = setting.Write(wanted, value);
            else ModelState.AddModelError($"Form.Values[{setting.Name}]", words.Of($"agreement.wrong-{Projections.EnumText.Of(setting.Kind)}", ("least", setting.Least), ("most", setting.Most)));
        }

        return ModelState.IsValid ? wanted : null;
    }

    private async Task LookAsync() => (current, pots) = await call.LookAsync(state => (AgreementBody.Of(state.Agreement),
        (IReadOnlyList<SelectListItem>)[new SelectListItem(words["agreement.no-pot"], ""), .. state.AccountsOf(AccountKind.Pot).Select(pot => new SelectListItem(pot.Number.Value, pot.Number.Value))]));

    private async Task ShowHistoryAsync()
    {
        await call.CatchUpAsync();
        var rows = await AgreementQueries.ListAsync(call.Database, call.Community, MostHistory + 1, call.Stop);
        var who = await administration.ActorsAsync(rows.Select(row => row.Actor));
        var days = await call.LookAsync(state => rows.Select(row => state.Today(row.RecordedAt)).ToList());
        History = [.. rows.Take(MostHistory).Select((row, index) => new LaidDown(days[index], who(row.Actor), index == rows.Count - 1,
            index == rows.Count - 1 ? [] : Between(AgreementBody.Of(rows[index + 1].Agreement), AgreementBody.Of(row.Agreement))))];
    }

    private List<SettingChange> Between(AgreementBody before, AgreementBody after) =>
        [.. AgreementSettings.All.Where(setting => setting.Read(before) != setting.Read(after)).Select(setting => new SettingChange(setting.Name, Told(setting, setting.Read(before)), Told(setting, setting.Read(after))))];

    private string Told(AgreementSetting setting, string value) => setting.Kind switch
    {
        SettingKind.Choice => words[$"agreement.{setting.Name}-{value}"],
        SettingKind.Pot => value.Length == 0 ? words["agreement.no-pot"] : value,
        SettingKind.Months when value.Length == 0 => words["agreement.for-ever"],
        SettingKind.Time => words.Amount(long.Parse(value, CultureInfo.InvariantCulture)),
        SettingKind.Percent => value + "%",
        _ => words.Count($"agreement.{Projections.EnumText.Of(setting.Kind)}", long.Parse(value, CultureInfo.InvariantCulture)),
    };

    private static string BasisOf(AgreementBody agreement) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(agreement, RequestJson.Options)))[..16];
}

/// <summary>A setting with another value, both in words.</summary>
internal sealed record SettingChange(string Name, string Before, string After);

/// <summary>The rules were laid down.</summary>
/// <param name="On">The community's day; they hold from that moment.</param>
/// <param name="Who">A name, or a role.</param>
/// <param name="IsFirst">There was nothing before.</param>
/// <param name="Changes">Against what held before.</param>
internal sealed record LaidDown(LocalDate On, string Who, bool IsFirst, IReadOnlyList<SettingChange> Changes);

/// <summary>What an admin fills in on <c>/beheer/afspraken</c>.</summary>
public sealed class AgreementForm
{
    /// <summary>By the name of the setting, as typed.</summary>
    public Dictionary<string, string?> Values { get; set; } = [];

    public string? Basis { get; set; }
}
