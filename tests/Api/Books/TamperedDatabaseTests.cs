using Buurthulp.Api.Books;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Verification;
using Buurthulp.Ledger.Writing;
using Buurthulp.Tests.Fixtures;
using Buurthulp.Tests.Ledger.Writing;
using Npgsql;
using static Buurthulp.Tests.Ledger.Writing.WriterScene;

namespace Buurthulp.Tests.Api.Books;

/// <summary>Somebody with all rights on the database changes an old entry.</summary>
public sealed class TamperedDatabaseTests(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly WriterScene scene = new();
    private Database database = null!;
    private PostgresJournal journal = null!;
    private CommunityWriters writers = null!;
    private long position;

    public async Task InitializeAsync()
    {
        database = await Database.OpenAsync(test.ConnectionString, [SchemaScripts.Journal, SchemaScripts.Ledger], default);
        journal = new PostgresJournal(database.Application);
        writers = Writers(journal);
        await scene.FoundAsync(writers);
        position = ((CommandOutcome.Recorded)await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Anna, Bram, minutes: 60), default)).Position;
        await writers.ExecuteAsync(scene.Community, Help(Guid.NewGuid(), Bram, Anna, minutes: 45), default);
    }

    public async Task DisposeAsync()
    {
        await writers.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_amount_is_named_by_its_position()
    {
        await ChangeAsync("data = replace(data::text, '60', '61')::jsonb");

        (await VerifyAsync(older: null)).ShouldBeOfType<VerificationResult.Bad>().First.ShouldBe(position);
    }

    [Fact]
    public async Task A_change_that_was_hidden_well_does_not_agree_with_an_earlier_checkpoint()
    {
        var published = await writers.LookAsync(scene.Community, (state, tree) => Checkpoint.Of(state.Code.Value, tree), default);
        (await VerifyAsync(published)).ShouldBeOfType<VerificationResult.Fine>();

        await ChangeAsync("data = replace(data::text, '60', '61')::jsonb");
        await ChangeAsync($"headers = jsonb_set(headers, '{{leaf}}', to_jsonb('{await LeafOfChangedAsync()}'::text))");

        (await VerifyAsync(older: null)).ShouldBeOfType<VerificationResult.Fine>();
        (await VerifyAsync(published)).ShouldBeOfType<VerificationResult.Bad>().First.ShouldBeLessThanOrEqualTo(position);
    }

    private async Task<VerificationResult> VerifyAsync(Checkpoint? older)
    {
        using var export = new MemoryStream();
        (await BookExport.WriteAsync(journal, scene.Community, BookFormat.Journal, from: null, to: null, export, default)).ShouldBeNull();
        export.Position = 0;
        return await JournalVerification.RunAsync(export, older);
    }

    private async Task<string> LeafOfChangedAsync()
    {
        await foreach (var entry in journal.ReadAsync(scene.Community, position, 1)) return LeafHash.Of(entry).ToBase64();
        throw new InvalidOperationException("the entry is gone");
    }

    private async Task ChangeAsync(string change)
    {
        await using var superuser = NpgsqlDataSource.Create(test.ConnectionString);
        await using var command = superuser.CreateCommand($"""
            ALTER TABLE journal.mt_events DISABLE TRIGGER append_only;
            UPDATE journal.mt_events SET {change} WHERE stream_id = 'community-{scene.Community}' AND version = {position};
            ALTER TABLE journal.mt_events ENABLE TRIGGER append_only;
            """);
        await command.ExecuteNonQueryAsync();
    }
}
