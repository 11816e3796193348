using System.Text;
using System.Text.Encodings.Web;
using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Ledger.Accounts;
using NodaTime;

namespace Buurthulp.Api.Notes;

/// <summary>
/// Notes to print and cut out: six on a page of A4, in large type, Dutch first and English below. What has to be read is 12 points or larger.
/// The page is plain HTML with its style inside, so that it can also be saved and printed elsewhere.
/// </summary>
/// <param name="Community">Whose notes.</param>
/// <param name="Name">What people call the community.</param>
/// <param name="MinutesPerNote">What each is worth.</param>
/// <param name="ExpiresOn">The first day on which they can't be used any more.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record NoteSheet(CommunityCode Community, string Name, long MinutesPerNote, LocalDate? ExpiresOn, int Page, bool HasMore)
{
    public const int NotesPerPaper = 6;

    /// <summary>Twenty sheets of paper at a time: more would make a page that a browser chokes on.</summary>
    public const int NotesPerPage = 20 * NotesPerPaper;

    public string Html(IReadOnlyList<PrintedNote> notes)
    {
        var papers = new StringBuilder();
        foreach (var paper in notes.Chunk(NotesPerPaper)) papers.Append("<section class=\"paper\">\n").AppendJoin("", paper.Select(Note)).Append("</section>\n");
        return $"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Urenbiljetten {Encode(Name)}</title>
            <style>{NoteSheetStyle.Css}</style>
            </head>
            <body>
            <header>
            <h1>Urenbiljetten {Encode(Name)}</h1>
            {Before(notes)}
            </header>
            <main>
            {papers}</main>
            </body>
            </html>

            """;
    }

    private string Before(IReadOnlyList<PrintedNote> notes) => notes.Count == 0
        ? "<p>Hier valt niets meer te drukken. <span lang=\"en\">There is nothing left to print here.</span></p>"
        : $"""
            <p>{notes.Count} biljetten, nummer {notes[0].Serial} tot en met {notes[^1].Serial}. Druk ze af op A4, op ware grootte (100 procent), en knip ze los op de lijnen. Een biljet is pas iets waard als het is uitgegeven; bewaar de vellen achter slot.</p>
            <p lang="en">{notes.Count} notes. Print them on A4 at actual size (100 percent) and cut along the lines. A note is worth nothing until it is issued; keep the sheets locked away.</p>
            {(HasMore ? $"<p>Dit is deel {Page}; er is nog meer: voeg <code>?page={Page + 1}</code> toe aan het adres. <span lang=\"en\">This is part {Page}; there is more.</span></p>" : "")}
            """;

    private string Note(PrintedNote note) => $"""
        <article class="note">
        <p class="worth">{Language.Dutch.Units.Duration(MinutesPerNote)}</p>
        <p class="worth-en" lang="en">{Language.English.Units.Duration(MinutesPerNote)}</p>
        <p class="community">{Encode(Name)}</p>
        <div class="check">{NoteQr.Svg(note.ToString())}
        <p class="code"><span class="serial">{note.Serial}</span> <span>{note.Code[..3]}</span> <span>{note.Code[3..6]}</span> <span>{note.Code[6..]}</span></p></div>
        <p class="use">Voor je helper, of bij een winkel. {Until("Geldig tot en met ", Language.Dutch)}</p>
        <p class="use" lang="en">For your helper, or at a shop. {Until("Valid through ", Language.English)}</p>
        </article>

        """;

    private string Until(string words, Language language) => ExpiresOn is { } expiresOn ? $"<strong>{words}{language.Units.Date(expiresOn.PlusDays(-1))}.</strong>" : "";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
