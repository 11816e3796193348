using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Buurthulp.Api.Web.Tags;

/// <summary>
/// <c>&lt;command-id /&gt;</c> inside a form: the id of what the form asks for. A double press and a press after "back" bring the same id, and so do nothing again.
/// A form that is shown again after an error keeps its id: nothing was recorded under it.
/// </summary>
[HtmlTargetElement("command-id", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CommandIdTag : TagHelper
{
    /// <summary>What the form field is called, and the page's property.</summary>
    public const string FieldName = "CommandId";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var sent = request.HasFormContentType && Guid.TryParse(request.Form[FieldName], out var id) ? id : Guid.CreateVersion7();
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", FieldName);
        output.Attributes.SetAttribute("value", sent.ToString("D"));
    }
}
