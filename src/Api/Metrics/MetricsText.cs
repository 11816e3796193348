using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Buurthulp.Api.Metrics;

/// <summary>
/// What the program's own meters counted since it started, as Prometheus reads it: text exposition format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/.
/// It listens to the meters of its own host only, and to those whose name begins with <c>Buurthulp</c>: what they count names no person.
/// </summary>
internal sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), long> values = new();
    private readonly MeterListener listener = new();

    public MetricsText(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name.StartsWith("Buurthulp", StringComparison.Ordinal)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = (instrument, LabelsOf(tags));
            if (instrument is Counter<long>) values.AddOrUpdate(key, value, (_, before) => before + value);
            else values[key] = value;
        });
        listener.Start();
    }

    /// <summary>Everything that was counted, in order of the names.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var metric in values.GroupBy(pair => pair.Key.Instrument).OrderBy(metric => metric.Key.Name, StringComparer.Ordinal))
        {
            // The convention of OpenMetrics: what only grows says so in its name.
            var (isCounter, name) = (metric.Key is Counter<long>, metric.Key.Name);
            if (isCounter) name += "_total";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {metric.Key.Description}\n# TYPE {name} {(isCounter ? "counter" : "gauge")}\n");
            foreach (var ((_, labels), value) in metric.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
        {
            if (text.Length > 1) text.Append(',');
            var quoted = Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{name}=\"{quoted}\"");
        }

        return text.Append('}').ToString();
    }
}
