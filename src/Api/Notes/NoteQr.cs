using System.Globalization;
using System.Text;
using QRCoder;

namespace Buurthulp.Api.Notes;

/// <summary>A text as a QR code in SVG: one path, one unit a module, with the quiet zone that the standard asks for.</summary>
internal static class NoteQr
{
    /// <summary>Level M: still readable with 15 percent of it torn or stained.</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (!row[x]) continue;
                var start = x;
                while (x + 1 < row.Length && row[x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1h-{x - start + 1}z");
            }
        }

        var size = code.ModuleMatrix.Count;
        return $"""<svg class="qr" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true"><path d="{path}"/></svg>""";
    }
}
