using System.Text;
using System.Text.Encodings.Web;

namespace Buurthulp.Api.Mail;

/// <summary>A piece of a letter.</summary>
public abstract record LetterPart
{
    private LetterPart()
    {
    }

    public sealed record Paragraph(string Text) : LetterPart;

    public sealed record Heading(string Text) : LetterPart;

    public sealed record List(IReadOnlyList<string> Items) : LetterPart;

    /// <summary>Something to do: a button in HTML, the label and the address in text.</summary>
    public sealed record Action(string Label, Uri Address) : LetterPart;
}

/// <summary>What a mail says, written once and sent both as text and as HTML. Nothing in it comes from elsewhere: no picture, no script, no style sheet.</summary>
/// <param name="Language">As in <c>Content-Language</c>: nl or en.</param>
/// <param name="Subject">One line.</param>
/// <param name="Parts">From top to bottom.</param>
public sealed record Letter(string Language, string Subject, IReadOnlyList<LetterPart> Parts)
{
    private const string Page = "margin:0;padding:24px;background:#fff;color:#1b1b1b;font:18px/1.5 system-ui,sans-serif";
    private const string Button = "display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4f3f;color:#fff;text-decoration:none;font-weight:600";

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var part in Parts)
            {
                if (text.Length > 0) text.Append('\n');
                switch (part)
                {
                    case LetterPart.Paragraph paragraph: text.Append(paragraph.Text).Append('\n'); break;
                    case LetterPart.Heading heading: text.Append(heading.Text).Append('\n').Append('-', heading.Text.Length).Append('\n'); break;
                    case LetterPart.Action action: text.Append(action.Label).Append(":\n").Append(action.Address.AbsoluteUri).Append('\n'); break;
                    case LetterPart.List list: foreach (var item in list.Items) text.Append("- ").Append(item).Append('\n'); break;
                    default: throw new InvalidOperationException($"no rule says how a {part.GetType().Name} is written");
                }
            }

            return text.ToString();
        }
    }

    public string Html
    {
        get
        {
            var body = new StringBuilder();
            foreach (var part in Parts)
            {
                body.Append(part switch
                {
                    LetterPart.Paragraph paragraph => $"<p>{Encode(paragraph.Text)}</p>\n",
                    LetterPart.Heading heading => $"<h2 style=\"font-size:20px\">{Encode(heading.Text)}</h2>\n",
                    LetterPart.Action action => $"<p><a href=\"{Encode(action.Address.AbsoluteUri)}\" style=\"{Button}\">{Encode(action.Label)}</a></p>\n",
                    LetterPart.List list => $"<ul>\n{string.Concat(list.Items.Select(item => $"<li>{Encode(item)}</li>\n"))}</ul>\n",
                    _ => throw new InvalidOperationException($"no rule says how a {part.GetType().Name} is written"),
                });
            }

            return $"""
                <!doctype html>
                <html lang="{Encode(Language)}">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(Subject)}</title></head>
                <body style="{Page}">
                {body}</body>
                </html>

                """;
        }
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
