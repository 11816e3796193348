using System.Globalization;
using Buurthulp.Ledger.Verification;

namespace Buurthulp.Api.Commands;

/// <summary>What <c>verify</c> says, in Dutch or in English.</summary>
public sealed class VerifyWords
{
    private readonly bool isDutch;

    private VerifyWords(bool isDutch) => this.isDutch = isDutch;

    /// <param name="language">nl or en; null: as the machine is set.</param>
    public static VerifyWords Of(string? language) => new(CommandLanguage.Of(language) == "nl");

    public string Fine(bool isReceipt, long size, string fingerprint) => (isDutch, isReceipt) switch
    {
        (true, false) => Say($"In orde: {size} boekingen, vingerafdruk {fingerprint}. Vergelijk die met een vingerafdruk die je zelf hebt bewaard."),
        (true, true) => Say($"In orde: dit staat in het journaal van {size} boekingen met vingerafdruk {fingerprint}. Vergelijk die met een vingerafdruk die je zelf hebt bewaard."),
        (false, false) => Say($"Fine: {size} entries, fingerprint {fingerprint}."),
        _ => Say($"Fine: this stands in the journal of {size} entries with fingerprint {fingerprint}. Compare it with a fingerprint that you kept."),
    };

    public string FineWith(bool isReceipt, long size, string checkpoint) => (isDutch, isReceipt) switch
    {
        (true, false) => Say($"De eerste {size} zijn die van de vingerafdruk in {checkpoint}."),
        (true, true) => Say($"Dat is precies de vingerafdruk in {checkpoint}."),
        (false, false) => Say($"The first {size} are those of the checkpoint in {checkpoint}."),
        _ => Say($"That is exactly the checkpoint in {checkpoint}."),
    };

    public string Bad(VerificationResult.Bad bad) => !isDutch ? bad.Message
        : bad.Flaw.Code == "receipt-other-checkpoint" ? Reason(bad.Flaw) + "."
        : bad.First == bad.Last ? Say($"niet in orde. Vertrouw dit bestand niet vanaf boeking {bad.First}: {Reason(bad.Flaw)}. Bel de beheerder en de kascommissie.")
        : Say($"niet in orde. Het gaat om een of meer van de boekingen {bad.First} tot en met {bad.Last}: {Reason(bad.Flaw)}. Bel de beheerder en de kascommissie.");

    /// <summary>What is wrong.</summary>
    public string Reason(Flaw flaw) => isDutch ? flaw.Say(DutchFlaws.Texts[flaw.Code]) : flaw.Text;

    public string NoFile(string file) => isDutch ? $"Er is geen bestand ‘{file}’. Kijk de naam na." : $"There is no file '{file}'.";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
