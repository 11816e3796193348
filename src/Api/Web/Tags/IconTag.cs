using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Buurthulp.Api.Web.Tags;

/// <summary><c>&lt;icon name="phone" /&gt;</c>: a drawing from Assets/icons.svg beside words that say the same; screen readers pass it by.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "";

    [HtmlAttributeName("class")]
    public string Class { get; set; } = "bh-icon";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Class);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent($"<use href=\"{PageAssets.Address("icons.svg")}#{Name}\"></use>");
    }
}
