using Lianxin.Core.Secrets;

namespace Lianxin.Tests.Secrets;

public sealed class KeyRingTests : IDisposable
{
    private static readonly Guid Centre = Guid.Parse("01980000-0000-7000-8000-000000000001");
    private static readonly Guid Hospital = Guid.Parse("01980000-0000-7000-8000-000000000002");
    private readonly string folder = Directory.CreateTempSubdirectory("lianxin-keys-").FullName;
    private readonly WrappedKeysInMemory store = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string KeyFile => Path.Combine(folder, "keys", "master.key");

    [Theory]
    [InlineData("")]
    [InlineData("430201198703150026")]
    [InlineData("新塘社区 12 栋 301，𬭊家旁边 😀")]
    public void What_was_sealed_opens_again(string text)
    {
        using var ring = KeyRing.InMemory();
        Assert.Equal(text, ring.Open(ring.Seal(text, Centre)));
    }

    [Theory]
    [InlineData(85)]
    [InlineData(86)]
    [InlineData(5000)]
    public void Long_texts_seal_too(int length)
    {
        using var ring = KeyRing.InMemory();
        var text = new string('陈', length);
        Assert.Equal(text, ring.Open(ring.Seal(text, Centre)));
    }

    [Fact]
    public void A_blob_shows_nothing_and_never_repeats()
    {
        using var ring = KeyRing.InMemory();
        var first = ring.Seal("19900001234", Centre);
        Assert.NotEqual(first, ring.Seal("19900001234", Centre));
        Assert.Equal(11 + 45, first.Length);
        Assert.Equal(-1, first.AsSpan().IndexOf("1990000"u8));
    }

    [Fact]
    public void Each_organization_has_a_key_and_one_ring_opens_all()
    {
        using var ring = KeyRing.InMemory(store);
        var (a, b) = (ring.Seal("x", Centre), ring.Seal("x", Hospital));
        Assert.NotEqual(a[1..17], b[1..17]);
        Assert.Equal(a[1..17], ring.Seal("y", Centre)[1..17]);
        Assert.Equal(store.Latest($"data/{Centre:N}")!.Id, new Guid(a.AsSpan(1, 16), bigEndian: true));
    }

    [Fact]
    public void Any_changed_byte_is_noticed_and_no_message_shows_the_text()
    {
        using var ring = KeyRing.InMemory();
        var blob = ring.Seal("430201198703150026", Centre);
        for (var i = 0; i < blob.Length; i++)
        {
            var changed = (byte[])blob.Clone();
            changed[i] ^= 1;
            var refused = Assert.Throws<SecretException>(() => ring.Open(changed));
            Assert.Equal(i is > 0 and < 17 ? SecretFault.UnknownKey : SecretFault.Damaged, refused.Fault);
            Assert.DoesNotContain("4302", refused.ToString(), StringComparison.Ordinal);
        }
        for (var length = 0; length < blob.Length; length++) Assert.Equal(SecretFault.Damaged, Assert.Throws<SecretException>(() => ring.Open(blob.AsSpan(0, length))).Fault);
    }

    [Fact]
    public void A_blob_under_another_installations_key_does_not_open()
    {
        using var ours = KeyRing.InMemory();
        using var theirs = KeyRing.InMemory();
        var blob = theirs.Seal("x", Centre);
        Assert.Equal(SecretFault.UnknownKey, Assert.Throws<SecretException>(() => ours.Open(blob)).Fault);
    }

    [Fact]
    public void A_blob_moved_under_another_key_of_ours_does_not_open()
    {
        using var ring = KeyRing.InMemory();
        var (a, b) = (ring.Seal("x", Centre), ring.Seal("x", Hospital));
        b.AsSpan(1, 16).CopyTo(a.AsSpan(1));
        Assert.Equal(SecretFault.Damaged, Assert.Throws<SecretException>(() => ring.Open(a)).Fault);
    }

    [Fact]
    public void After_a_restart_everything_opens_and_the_index_is_the_same()
    {
        byte[] blob;
        string index;
        using (var first = KeyRing.Open(folder, store, TimeProvider.System)) (blob, index) = (first.Seal("x", Centre), first.BlindIndex("Phone", "19900001234"));
        using var second = KeyRing.Open(folder, store, TimeProvider.System);
        Assert.Equal("x", second.Open(blob));
        Assert.Equal(index, second.BlindIndex("Phone", "19900001234"));
        Assert.Equal(blob[1..17], second.Seal("y", Centre)[1..17]);
    }

    [Fact]
    public void A_second_generation_seals_and_the_first_still_opens()
    {
        byte[] old;
        using (var ring = KeyRing.Open(folder, store, TimeProvider.System)) old = ring.Seal("x", Centre);
        var scope = $"data/{Centre:N}";
        // Rotation as it will be done: a row of the next generation, wrapped by the same master key and bound to its own row.
        var next = Guid.CreateVersion7();
        using (var master = MasterKey.Read(folder))
            store.Add(new WrappedKey
            {
                Id = next, Scope = scope, Generation = 2, MasterKeyId = master.Id, CreatedAt = DateTimeOffset.UnixEpoch,
                Wrapped = master.Wrap(new byte[32], System.Text.Encoding.UTF8.GetBytes($"lianxin/wrap/1|{next:N}|{scope}|2")),
            });

        using var later = KeyRing.Open(folder, store, TimeProvider.System);
        var sealedNow = later.Seal("y", Centre);
        Assert.Equal(next, new Guid(sealedNow.AsSpan(1, 16), bigEndian: true));
        Assert.Equal("x", later.Open(old));
        Assert.Equal("y", later.Open(sealedNow));
    }

    [Fact]
    public void The_key_file_is_for_its_owner_alone()
    {
        KeyRing.Open(folder, store, TimeProvider.System).Dispose();
        Assert.Equal(["master.key"], new DirectoryInfo(Path.GetDirectoryName(KeyFile)!).GetFiles().Select(f => f.Name));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal(SecretFault.MasterKeyExposed, Assert.Throws<SecretException>(() => KeyRing.Open(folder, store, TimeProvider.System)).Fault);
    }

    [Fact]
    public void A_lost_key_file_is_never_replaced_by_a_new_one()
    {
        KeyRing.Open(folder, store, TimeProvider.System).Dispose();
        File.Delete(KeyFile);
        Assert.Equal(SecretFault.MasterKeyMissing, Assert.Throws<SecretException>(() => KeyRing.Open(folder, store, TimeProvider.System)).Fault);
        Assert.False(File.Exists(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lianxin-master-key-1:AAAA")]
    [InlineData("lianxin-master-key-1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")] // well formed, but not ours
    public void A_wrong_key_file_stops_the_start(string content)
    {
        KeyRing.Open(folder, store, TimeProvider.System).Dispose();
        File.WriteAllText(KeyFile, content);
        Assert.Equal(SecretFault.MasterKeyWrong, Assert.Throws<SecretException>(() => KeyRing.Open(folder, store, TimeProvider.System)).Fault);
    }

    [Fact]
    public void A_wrapped_key_put_in_anothers_place_does_not_unwrap()
    {
        using (var ring = KeyRing.Open(folder, store, TimeProvider.System)) ring.Prepare(Centre);
        var stolen = store.Latest($"data/{Centre:N}")!;
        var id = Guid.CreateVersion7();
        store.Add(new WrappedKey { Id = id, Scope = $"data/{Hospital:N}", Generation = 1, MasterKeyId = stolen.MasterKeyId, Wrapped = stolen.Wrapped, CreatedAt = stolen.CreatedAt });
        using var later = KeyRing.Open(folder, store, TimeProvider.System);
        Assert.Equal(SecretFault.MasterKeyWrong, Assert.Throws<SecretException>(() => later.Seal("x", Hospital)).Fault);
    }

    [Fact]
    public void The_blind_index_keeps_kinds_and_installations_apart()
    {
        using var ring = KeyRing.InMemory();
        using var other = KeyRing.InMemory();
        var index = ring.BlindIndex("PhoneLast4", "1234");
        Assert.Matches("^[0-9A-F]{32}$", index);
        Assert.Equal(index, ring.BlindIndex("PhoneLast4", "1234"));
        Assert.NotEqual(index, ring.BlindIndex("IdLast4", "1234"));
        Assert.NotEqual(index, ring.BlindIndex("PhoneLast41", "234"));
        Assert.NotEqual(index, other.BlindIndex("PhoneLast4", "1234"));
        Assert.Equal(ring.BlindIndex("k", new string('长', 4000)), ring.BlindIndex("k", new string('长', 4000)));
    }

    [Fact]
    public async Task Many_at_once_make_one_key_an_organization_and_all_open()
    {
        using var ring = KeyRing.InMemory(store);
        var organizations = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();
        var ct = TestContext.Current.CancellationToken;
        var blobs = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => (Text: $"{i}", Blob: ring.Seal($"{i}", organizations[i % 8])), ct)));
        await Task.WhenAll(blobs.Select(b => Task.Run(() => Assert.Equal(b.Text, ring.Open(b.Blob)), ct)));
        Assert.Equal(8, blobs.Select(b => new Guid(b.Blob.AsSpan(1, 16))).Distinct().Count());
    }

    [Fact]
    public void Two_nodes_that_make_an_organizations_first_key_at_once_agree()
    {
        using var one = KeyRing.Open(folder, store, TimeProvider.System);
        using var two = KeyRing.Open(folder, new LateStore(store), TimeProvider.System);
        var a = one.Seal("x", Centre);
        var b = two.Seal("y", Centre); // did not yet see the first node's key when it looked
        Assert.Equal(a[1..17], b[1..17]);
        Assert.Equal("x", two.Open(a));
        Assert.Equal("y", one.Open(b));
    }

    // Sees no data key by scope: the moment between another node's look and its write.
    private sealed class LateStore(IWrappedKeys inner) : IWrappedKeys
    {
        public WrappedKey? Find(Guid id) => inner.Find(id);
        public WrappedKey? Latest(string scope) => scope == WrappedKey.IndexScope ? inner.Latest(scope) : null;
        public WrappedKey Add(WrappedKey key) => inner.Add(key);
    }
}
