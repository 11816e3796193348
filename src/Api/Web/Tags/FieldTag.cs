using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Buurthulp.Api.Web.Tags;

/// <summary>
/// <c>&lt;field for="Form.Name" label="join.name" hint="join.name-hint" autocomplete="name" /&gt;</c>: label, explanation, what is wrong, and the input itself,
/// tied together for screen readers. Label and hint are names of texts. Other attributes go to the input. With content, that content (a select, a group) takes the place of the input
/// and has to carry the id and <c>aria-describedby</c> itself.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTag(Words words) : TagHelper
{
    [HtmlAttributeName("for")]
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>text, email, tel, number, date, password, search; or textarea.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The choices of a list to pick one from: value and words. With it the input is a list.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    public bool Required { get; set; } = true;

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(For.Name, "_");
        var problem = ViewContext.ModelState.TryGetValue(For.Name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;
        var content = await output.GetChildContentAsync();
        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", problem is null ? null : id + "-error" }.OfType<string>());

        var label = new TagBuilder("label") { Attributes = { ["class"] = "utrecht-form-label", ["for"] = id } };
        label.InnerHtml.Append(words[Label] + (Required ? "" : " " + words["form.optional"]));
        var wrapped = new TagBuilder("div") { Attributes = { ["class"] = "utrecht-form-field__label" } };
        wrapped.InnerHtml.AppendHtml(label);
        var input = content.IsEmptyOrWhiteSpace ? Input(id, described, problem is not null, output) : null;

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", problem is null ? "utrecht-form-field" : "utrecht-form-field utrecht-form-field--invalid");
        output.Content.Clear();
        output.Content.AppendHtml(wrapped);
        if (Hint is not null) output.Content.AppendHtml(Line("utrecht-form-field-description", id + "-hint", words[Hint]));
        if (problem is not null) output.Content.AppendHtml(Line("utrecht-form-field-error-message", id + "-error", words.TextOr(problem)));
        var place = new TagBuilder("div") { Attributes = { ["class"] = "utrecht-form-field__input" } };
        if (input is null) place.InnerHtml.AppendHtml(content);
        else place.InnerHtml.AppendHtml(input);
        output.Content.AppendHtml(place);
    }

    private TagBuilder Input(string id, string described, bool invalid, TagHelperOutput output)
    {
        var kind = Options is not null ? "select" : Type == "textarea" ? "textarea" : "textbox";
        var input = new TagBuilder(kind == "textbox" ? "input" : kind);
        input.AddCssClass($"utrecht-{kind} utrecht-{kind}--html-{(kind == "textbox" ? "input" : kind)}{(invalid ? $" utrecht-{kind}--invalid" : "")}");
        foreach (var attribute in output.Attributes) input.MergeAttribute(attribute.Name, attribute.Value?.ToString());
        input.MergeAttribute("id", id);
        input.MergeAttribute("name", For.Name);
        if (described.Length > 0) input.MergeAttribute("aria-describedby", described);
        if (invalid) input.MergeAttribute("aria-invalid", "true");
        var value = ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.AttemptedValue is { } attempted ? attempted : For.Model?.ToString() ?? "";
        switch (kind)
        {
            case "select":
                foreach (var option in Options!) input.InnerHtml.AppendHtml(OptionOf(option, value));
                break;
            case "textarea":
                input.MergeAttribute("rows", "4");
                // A browser leaves out the first line break.
                input.InnerHtml.AppendHtml("\n").Append(value);
                break;
            default:
                input.TagRenderMode = TagRenderMode.SelfClosing;
                input.MergeAttribute("type", Type);
                // A typed password or PIN is never sent back.
                if (Type != "password") input.MergeAttribute("value", value);
                break;
        }

        return input;
    }

    private static TagBuilder OptionOf(SelectListItem item, string value)
    {
        var option = new TagBuilder("option") { Attributes = { ["value"] = item.Value } };
        if (item.Value == value) option.Attributes["selected"] = "selected";
        option.InnerHtml.Append(item.Text);
        return option;
    }

    private static TagBuilder Line(string css, string id, string text)
    {
        var line = new TagBuilder("div") { Attributes = { ["class"] = css, ["id"] = id } };
        line.InnerHtml.Append(text);
        return line;
    }
}
