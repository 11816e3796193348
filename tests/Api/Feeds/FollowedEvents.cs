using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Buurthulp.Tests.Api.Http;

namespace Buurthulp.Tests.Api.Feeds;

/// <summary>A stream of events as a client has it, read by the framework's own parser.</summary>
internal sealed class FollowedEvents : IAsyncDisposable
{
    private readonly HttpClient client;
    private readonly HttpResponseMessage response;
    private readonly SseParser<string> parser;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private FollowedEvents(HttpClient client, HttpResponseMessage response, Stream stream)
    {
        (this.client, this.response) = (client, response);
        parser = SseParser.Create(stream);
        events = parser.EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>The last id that was sent, with an event or without.</summary>
    public string LastId => parser.LastEventId;

    /// <param name="server">Where it listens.</param>
    /// <param name="community">The community's code.</param>
    /// <param name="token">Whose stream.</param>
    /// <param name="lastId">What a client that connects again sends; null for the first time.</param>
    /// <param name="query">As in <c>?after=0</c>.</param>
    public static async Task<FollowedEvents> FromAsync(Uri server, Neighbourhood community, string token, string? lastId = null, string query = "")
    {
        var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        if (lastId is not null) http.DefaultRequestHeaders.Add("Last-Event-ID", lastId);
        var answer = await http.GetAsync(new Uri($"api/v1/{community.Code}/events{query}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new FollowedEvents(http, answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the server ended the stream.</summary>
    public async Task<FollowedEvent?> NextAsync() =>
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)) ? new FollowedEvent(events.Current.EventId!, events.Current.EventType, events.Current.Data) : null;

    public async Task<IReadOnlyList<FollowedEvent>> NextAsync(int count)
    {
        List<FollowedEvent> next = [];
        while (next.Count < count) next.Add((await NextAsync()).ShouldNotBeNull());
        return next;
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One event as it arrived.</summary>
internal sealed record FollowedEvent(string Id, string Type, string Data)
{
    public long Position => long.Parse(Id);

    public JsonElement Json => JsonElement.Parse(Data);
}
