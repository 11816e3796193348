using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Buurthulp.Api.Web.Tags;

/// <summary><c>&lt;error-list /&gt;</c> at the top of a page with a form: everything that has to be put right, each with a link to its field. Nothing when all is well.</summary>
[HtmlTargetElement("error-list", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorListTag(Words words) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        foreach (var (name, value) in new[] { ("class", "bh-errors"), ("role", "alert"), ("tabindex", "-1"), ("aria-labelledby", "errors-title") }) output.Attributes.SetAttribute(name, value);
        output.Content.AppendHtml("<h2 id=\"errors-title\">").Append(words["form.errors"]).AppendHtml("</h2><ul>");
        foreach (var (field, entry) in ViewContext.ModelState)
        {
            foreach (var error in entry.Errors)
            {
                var line = new TagBuilder(field.Length == 0 ? "span" : "a");
                if (field.Length > 0) line.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(field, "_");
                line.InnerHtml.Append(words.TextOr(error.ErrorMessage));
                output.Content.AppendHtml("<li>").AppendHtml(line).AppendHtml("</li>");
            }
        }

        output.Content.AppendHtml("</ul>");
    }
}
