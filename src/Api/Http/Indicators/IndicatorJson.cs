using System.Text.Json;
using System.Text.Json.Serialization;
using Buurthulp.Api.Http.Requests;

namespace Buurthulp.Api.Http.Indicators;

/// <summary>Figures as JSON. A figure that can't be told is null and not left out, so that a reader sees that it was looked at.</summary>
internal static class IndicatorJson
{
    public static readonly JsonSerializerOptions Options = new(RequestJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };
}
