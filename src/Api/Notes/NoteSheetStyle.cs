using System.Security.Cryptography;
using System.Text;

namespace Buurthulp.Api.Notes;

/// <summary>How notes look on the screen and on paper. A note is 95 by 90 millimetres, so that two columns of three fill a page of A4.</summary>
internal static class NoteSheetStyle
{
    public const string Css = """

        @page { size: A4 portrait; margin: 10mm; }
        * { box-sizing: border-box; }
        body { margin: 0; color: #000; background: #fff; font: 12pt/1.25 system-ui, sans-serif; }
        header { max-width: 190mm; margin: 0 auto; padding: 6mm 4mm; }
        h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 3mm; overflow-wrap: anywhere; }
        header p { font-size: 13pt; margin: 0 0 3mm; }
        .paper { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(95mm, 100%), 95mm)); max-width: 190mm; margin: 0 auto 8mm; }
        .note { width: 95mm; max-width: 100%; height: 92mm; padding: 4mm 5mm; border: 0.3mm dashed #555; overflow: hidden; break-inside: avoid; }
        .note p { margin: 0; }
        .note .worth { font-size: 21pt; font-weight: 700; line-height: 1.1; }
        .note .worth-en { font-size: 13pt; }
        .note .community { font-size: 14pt; font-weight: 600; line-height: 1.2; margin-top: 1mm; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; }
        .check { display: flex; align-items: center; gap: 3mm; margin: 0; }
        .qr { flex: none; width: 31mm; height: 31mm; background: #fff; }
        .code { font: 700 17pt/1.3 ui-monospace, "DejaVu Sans Mono", monospace; }
        .code span { display: inline-block; }
        .code .serial { display: block; }
        .use { font-size: 12pt; line-height: 1.15; }
        @media print {
          header { display: none; }
          .paper { width: 190mm; grid-template-columns: 95mm 95mm; margin: 0; break-after: page; }
          .paper:last-child { break-after: auto; }
        }

        """;

    /// <summary>Allows this style and nothing else at all.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
