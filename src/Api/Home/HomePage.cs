using System.Text;
using System.Text.Encodings.Web;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Home;

/// <summary>
/// The page at <c>/</c>: what this is, which communities there are with the fingerprint of their journal, and where the description of the API is.
/// Plain HTML, no script, nothing from elsewhere.
/// </summary>
internal static class HomePage
{
    /// <summary>A platform for a whole country would not list all of its communities here, nor load them into memory for it.</summary>
    private const int MostFingerprints = 20;

    private const string Html = "text/html; charset=utf-8";

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/home.css", () => Results.Text(HomeStyle.Css, "text/css; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(IJournal journal, CommunityWriters writers, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        try
        {
            var communities = await journal.CommunitiesAsync(cancellationToken);
            var rows = new StringBuilder();
            foreach (var (community, head) in communities.Take(MostFingerprints))
            {
                var fingerprint = await writers.LookAsync(community, (_, tree) => Checkpoint.Of(community.Value, tree).Fingerprint, cancellationToken);
                rows.Append(Row(community, head, fingerprint));
            }

            return Results.Text(Page(communities.Count == 0 ? Nobody : Table(rows, communities.Count - MostFingerprints)), Html);
        }
        catch (JournalUnavailableException)
        {
            return Results.Text(Page(Away), Html, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private const string Nobody = "<p>Er is nog geen gemeenschap. <span lang=\"en\">No community has been founded yet.</span></p>";

    private const string Away = "<p role=\"status\">De database is even niet bereikbaar. <span lang=\"en\">The database is away for a moment.</span></p>";

    private static string Row(CommunityCode community, long head, string fingerprint)
    {
        var code = HtmlEncoder.Default.Encode(community.Value);
        return $"""
            <tr><th scope="row"><a href="/api/v1/{code}/checkpoint">{code}</a></th><td>{head}</td><td><code>{fingerprint}</code></td></tr>

            """;
    }

    private static string Table(StringBuilder rows, int more) => $"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="communities">
        <table>
        <thead><tr><th scope="col">Gemeenschap</th><th scope="col">Regels</th><th scope="col">Vingerafdruk</th></tr></thead>
        <tbody>
        {rows}</tbody>
        </table>
        </div>
        {(more > 0 ? $"<p>En nog {more}. <span lang=\"en\">And {more} more.</span></p>" : "")}
        """;

    private static string Page(string communities) => $"""
        <!doctype html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Buurthulp</title>
        <link rel="stylesheet" href="/home.css">
        </head>
        <body>
        <main>
        <h1>Buurthulp</h1>
        <p>Buren helpen elkaar en houden bij hoeveel tijd dat was. Een uur is een uur, wie er ook helpt en waarmee ook. Hulp wordt nooit geweigerd omdat iemand te weinig uren heeft.</p>
        <h2 id="communities">Gemeenschappen</h2>
        {communities}
        <p>De vingerafdruk hoort bij alles wat tot nu toe is vastgelegd. Verandert iemand later één teken, dan klopt hij niet meer. Schrijf hem over en vergelijk hem later.</p>
        <h2>Voor programma’s</h2>
        <p>De <a href="/openapi/v1.json">beschrijving van de API</a> noemt elke aanroep, wie hem mag doen en wat het antwoord is.</p>
        <section lang="en">
        <h2>In English</h2>
        <p>Neighbours help each other and keep track of the time. An hour is an hour, whoever helps and with whatever. Help is never refused for want of hours. The table shows each community, the number of entries in its journal and the fingerprint over all of them; programs find the <a href="/openapi/v1.json">description of the API</a> here.</p>
        </section>
        </main>
        </body>
        </html>

        """;
}
