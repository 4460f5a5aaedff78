namespace Lianxin.Organizations;

/// <summary>Ends a post: the next request under it is refused.</summary>
internal sealed class EndPostHandler(LianxinDb db) : Handler<EndPost>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(EndPost operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(EndPost operation, OperationContext on, CancellationToken ct)
    {
        var post = await db.Posts.FirstOrDefaultAsync(p => p.Id == operation.PostId && p.OrganizationId == operation.OrganizationId, ct);
        if (post is null) return Problems.NoSuchPost;
        if (post.Until is null || post.Until > on.ReceivedAt) post.Until = on.ReceivedAt;
        await foreach (var session in db.Sessions.Where(s => s.PostId == post.Id && s.EndedAt == null).AsAsyncEnumerable()) session.EndedAt = on.ReceivedAt;
        await db.SaveChangesAsync(ct); // who takes over is looked for without this post
        if (!await db.Posts.AnyAsync(p => p.StaffId == post.StaffId && p.Id != post.Id && (p.Until == null || p.Until > on.ReceivedAt), ct)) on.Raise(new StaffAway(post.Id, post.StaffId, null, on.ReceivedAt));
        return Outcome.Done;
    }
}
