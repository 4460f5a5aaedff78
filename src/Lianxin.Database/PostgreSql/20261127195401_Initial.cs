using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Lianxin.Database.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "organizations");

            migrationBuilder.EnsureSchema(
                name: "maternal_care");

            migrationBuilder.EnsureSchema(
                name: "residents");

            migrationBuilder.CreateTable(
                name: "access_grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    grantee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "accounts",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    one_time_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_sign_in = table.Column<DateOnly>(type: "date", nullable: true),
                    totp_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    totp_step = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    barred_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    operated_by = table.Column<string>(type: "text", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    others = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "branch_leaders",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_branch_leaders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "branch_members",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    function = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_branch_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "branches",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    built_on_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_branches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brands",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    slogan = table.Column<string>(type: "text", nullable: false),
                    meaning = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "buildings",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    estate = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    entrances = table.Column<int>(type: "integer", nullable: true),
                    floors = table.Column<int>(type: "integer", nullable: true),
                    households = table.Column<int>(type: "integer", nullable: true),
                    population = table.Column<int>(type: "integer", nullable: true),
                    elders = table.Column<int>(type: "integer", nullable: true),
                    pregnant = table.Column<int>(type: "integer", nullable: true),
                    bedridden = table.Column<int>(type: "integer", nullable: true),
                    has_lift = table.Column<bool>(type: "boolean", nullable: true),
                    ambulance_access = table.Column<bool>(type: "boolean", nullable: true),
                    head = table.Column<string>(type: "text", nullable: true),
                    liaison = table.Column<string>(type: "text", nullable: true),
                    doctor = table.Column<string>(type: "text", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_buildings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "care_tasks",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    escalate_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    escalated_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    escalated_to = table.Column<string>(type: "text", nullable: true),
                    escalated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "carers",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    carer_resident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<byte[]>(type: "bytea", nullable: true),
                    relation = table.Column<string>(type: "text", nullable: false),
                    may_be_told = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_carers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "text", nullable: false),
                    deputy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    deputy_name = table.Column<string>(type: "text", nullable: true),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    next_contact_on = table.Column<DateOnly>(type: "date", nullable: true),
                    flag = table.Column<string>(type: "text", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closing_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conditions",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conditions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    how = table.Column<int>(type: "integer", nullable: false),
                    witness = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    counts = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    overdue_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "datings",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    lmp = table.Column<DateOnly>(type: "date", nullable: true),
                    edd = table.Column<DateOnly>(type: "date", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_datings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_pairs",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    judged_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "encounters",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    zone = table.Column<string>(type: "text", nullable: false),
                    form_version = table.Column<string>(type: "text", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_name = table.Column<string>(type: "text", nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    restricted_answers = table.Column<byte[]>(type: "bytea", nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_encounters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "findings",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    encounter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    observed = table.Column<string>(type: "text", nullable: false),
                    fetus = table.Column<int>(type: "integer", nullable: true),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    respond_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    addressed_to = table.Column<Guid>(type: "uuid", nullable: true),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seen_by = table.Column<string>(type: "text", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    overdue_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "household_members",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_id = table.Column<Guid>(type: "uuid", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_household_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "households",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    home = table.Column<byte[]>(type: "bytea", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_households", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_claims",
                schema: "residents",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_claims", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "imported_rows",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_new = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    journal = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_rows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    sender = table.Column<string>(type: "text", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    @new = table.Column<int>(name: "new", type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true),
                    undone_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "leaves",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leaves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "newborns",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fetus = table.Column<int>(type: "integer", nullable: false),
                    born_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    time_known = table.Column<bool>(type: "boolean", nullable: false),
                    weight_g = table.Column<int>(type: "integer", nullable: true),
                    class_rule = table.Column<string>(type: "text", nullable: true),
                    ga_days = table.Column<int>(type: "integer", nullable: true),
                    died_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_newborns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    encounter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    analyte = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<decimal>(type: "numeric", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: true),
                    status_on = table.Column<DateOnly>(type: "date", nullable: true),
                    fetus = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    confirmed_by = table.Column<string>(type: "text", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    corrected_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "operations",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: false),
                    operated_by = table.Column<string>(type: "text", nullable: true),
                    device = table.Column<Guid>(type: "uuid", nullable: false),
                    device_seq = table.Column<long>(type: "bigint", nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operations", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "organizations",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: true),
                    division_code = table.Column<string>(type: "text", nullable: true),
                    visit_schedule = table.Column<string>(type: "text", nullable: true),
                    social_credit_code = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true),
                    contact_name = table.Column<string>(type: "text", nullable: true),
                    contact_phone = table.Column<string>(type: "text", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "particulars",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<byte[]>(type: "bytea", nullable: false),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_particulars", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    reach = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pregnancies",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<DateOnly>(type: "date", nullable: true),
                    edd = table.Column<DateOnly>(type: "date", nullable: true),
                    color = table.Column<string>(type: "text", nullable: true),
                    color_state = table.Column<string>(type: "text", nullable: false),
                    reported_color = table.Column<string>(type: "text", nullable: true),
                    next_contact_on = table.Column<DateOnly>(type: "date", nullable: true),
                    responsible_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pregnancies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_sort = table.Column<string>(type: "text", nullable: false),
                    sex = table.Column<string>(type: "text", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    responsible_id = table.Column<Guid>(type: "uuid", nullable: true),
                    particulars_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "risk_assessments",
                schema: "maternal_care",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    @base = table.Column<string>(name: "base", type: "text", nullable: false),
                    purple = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    missing = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_assessments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "search_keys",
                schema: "residents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    resident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    csrf = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    locked = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff",
                schema: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true),
                    skills = table.Column<string>(type: "text", nullable: false),
                    staff_no = table.Column<string>(type: "text", nullable: true),
                    department = table.Column<string>(type: "text", nullable: true),
                    license_no = table.Column<string>(type: "text", nullable: true),
                    license_until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subjects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    summary = table.Column<byte[]>(type: "bytea", nullable: true),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    summary_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subjects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    step = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    leased_by = table.Column<string>(type: "text", nullable: true),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wrapped_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    master_key_id = table.Column<string>(type: "text", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wrapped_keys", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "access_state",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_access_grants_grantee_id_until",
                table: "access_grants",
                columns: new[] { "grantee_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_access_grants_subject_id_grantee_id",
                table: "access_grants",
                columns: new[] { "subject_id", "grantee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_staff_id",
                schema: "organizations",
                table: "accounts",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_user_name",
                schema: "organizations",
                table: "accounts",
                column: "user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_activities_kind_on",
                table: "activities",
                columns: new[] { "kind", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_id_seq",
                table: "audit_entries",
                columns: new[] { "subject_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_branch_leaders_branch_id",
                schema: "organizations",
                table: "branch_leaders",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_branch_leaders_branch_id_staff_id",
                schema: "organizations",
                table: "branch_leaders",
                columns: new[] { "branch_id", "staff_id" },
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_branch_leaders_staff_id",
                schema: "organizations",
                table: "branch_leaders",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_branch_members_branch_id",
                schema: "organizations",
                table: "branch_members",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_branch_members_branch_id1",
                schema: "organizations",
                table: "branch_members",
                column: "branch_id",
                unique: true,
                filter: "\"until\" IS NULL AND \"function\" = 'secretary'");

            migrationBuilder.CreateIndex(
                name: "ix_branch_members_staff_id",
                schema: "organizations",
                table: "branch_members",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_branch_members_staff_id1",
                schema: "organizations",
                table: "branch_members",
                column: "staff_id",
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_branches_built_on_id",
                schema: "organizations",
                table: "branches",
                column: "built_on_id");

            migrationBuilder.CreateIndex(
                name: "ix_branches_organization_id",
                schema: "organizations",
                table: "branches",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_brands_branch_id",
                schema: "organizations",
                table: "brands",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_brands_branch_id1",
                schema: "organizations",
                table: "brands",
                column: "branch_id",
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_buildings_organization_id_estate_name",
                schema: "organizations",
                table: "buildings",
                columns: new[] { "organization_id", "estate", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_about_id",
                schema: "maternal_care",
                table: "care_tasks",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_organization_id_state_due_at",
                schema: "maternal_care",
                table: "care_tasks",
                columns: new[] { "organization_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_owner_id_state",
                schema: "maternal_care",
                table: "care_tasks",
                columns: new[] { "owner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_care_tasks_resident_id_state",
                schema: "maternal_care",
                table: "care_tasks",
                columns: new[] { "resident_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_carers_resident_id",
                schema: "residents",
                table: "carers",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_organization_id_state",
                schema: "maternal_care",
                table: "cases",
                columns: new[] { "organization_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_owner_id_state",
                schema: "maternal_care",
                table: "cases",
                columns: new[] { "owner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_pregnancy_id",
                schema: "maternal_care",
                table: "cases",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_resident_id",
                schema: "maternal_care",
                table: "cases",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_conditions_resident_id_key",
                schema: "residents",
                table: "conditions",
                columns: new[] { "resident_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_consents_resident_id_purpose",
                schema: "residents",
                table: "consents",
                columns: new[] { "resident_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_organization_id_state_due_at",
                schema: "maternal_care",
                table: "contacts",
                columns: new[] { "organization_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_pregnancy_id",
                schema: "maternal_care",
                table: "contacts",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_datings_pregnancy_id",
                schema: "maternal_care",
                table: "datings",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_other_id",
                schema: "residents",
                table: "duplicate_pairs",
                column: "other_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_resident_id",
                schema: "residents",
                table: "duplicate_pairs",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_state_id",
                schema: "residents",
                table: "duplicate_pairs",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_encounters_about_id_on",
                schema: "residents",
                table: "encounters",
                columns: new[] { "about_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_encounters_resident_id",
                schema: "residents",
                table: "encounters",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_findings_encounter_id",
                schema: "residents",
                table: "findings",
                column: "encounter_id");

            migrationBuilder.CreateIndex(
                name: "ix_findings_organization_id_done_at_rank",
                schema: "residents",
                table: "findings",
                columns: new[] { "organization_id", "done_at", "rank" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_resident_id",
                schema: "residents",
                table: "findings",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_household_members_household_id",
                schema: "residents",
                table: "household_members",
                column: "household_id");

            migrationBuilder.CreateIndex(
                name: "ix_household_members_household_id1",
                schema: "residents",
                table: "household_members",
                column: "household_id",
                unique: true,
                filter: "until IS NULL AND relation = '1'");

            migrationBuilder.CreateIndex(
                name: "ix_household_members_resident_id",
                schema: "residents",
                table: "household_members",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_household_members_resident_id1",
                schema: "residents",
                table: "household_members",
                column: "resident_id",
                unique: true,
                filter: "until IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_identity_claims_resident_id",
                schema: "residents",
                table: "identity_claims",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_imported_rows_import_id",
                schema: "organizations",
                table: "imported_rows",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_imported_rows_subject_id",
                schema: "organizations",
                table: "imported_rows",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_imports_organization_id_at",
                schema: "organizations",
                table: "imports",
                columns: new[] { "organization_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_leaves_staff_id",
                schema: "organizations",
                table: "leaves",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_newborns_pregnancy_id",
                schema: "maternal_care",
                table: "newborns",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_encounter_id",
                schema: "residents",
                table: "observations",
                column: "encounter_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_organization_id_status",
                schema: "residents",
                table: "observations",
                columns: new[] { "organization_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_observations_resident_id_analyte",
                schema: "residents",
                table: "observations",
                columns: new[] { "resident_id", "analyte" });

            migrationBuilder.CreateIndex(
                name: "ix_operations_id",
                table: "operations",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operations_subject_id_seq",
                table: "operations",
                columns: new[] { "subject_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_code",
                schema: "organizations",
                table: "organizations",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_particulars_resident_id_key",
                schema: "residents",
                table: "particulars",
                columns: new[] { "resident_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_organization_id",
                schema: "organizations",
                table: "posts",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_posts_staff_id",
                schema: "organizations",
                table: "posts",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_pregnancies_organization_id_state_edd_id",
                schema: "maternal_care",
                table: "pregnancies",
                columns: new[] { "organization_id", "state", "edd", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pregnancies_resident_id",
                schema: "maternal_care",
                table: "pregnancies",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_organization_id_name_sort_id",
                schema: "residents",
                table: "residents",
                columns: new[] { "organization_id", "name_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_assessments_pregnancy_id_at",
                schema: "maternal_care",
                table: "risk_assessments",
                columns: new[] { "pregnancy_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_search_keys_kind_value_organization_id_resident_id",
                schema: "residents",
                table: "search_keys",
                columns: new[] { "kind", "value", "organization_id", "resident_id" });

            migrationBuilder.CreateIndex(
                name: "ix_search_keys_resident_id",
                schema: "residents",
                table: "search_keys",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_account_id",
                schema: "organizations",
                table: "sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_organization_id",
                schema: "organizations",
                table: "staff",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_kind_subject_id_step",
                table: "work_items",
                columns: new[] { "kind", "subject_id", "step" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_items_state_due_at",
                table: "work_items",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_wrapped_keys_scope_generation",
                table: "wrapped_keys",
                columns: new[] { "scope", "generation" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_grants");

            migrationBuilder.DropTable(
                name: "access_state");

            migrationBuilder.DropTable(
                name: "accounts",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "activities");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "branch_leaders",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "branch_members",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "branches",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "brands",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "buildings",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "care_tasks",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "carers",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "cases",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "conditions",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "consents",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "contacts",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "datings",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "duplicate_pairs",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "encounters",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "findings",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "household_members",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "households",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "identity_claims",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "imported_rows",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "imports",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "leaves",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "newborns",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "observations",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "operations");

            migrationBuilder.DropTable(
                name: "organizations",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "particulars",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "posts",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "pregnancies",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "residents",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "risk_assessments",
                schema: "maternal_care");

            migrationBuilder.DropTable(
                name: "search_keys",
                schema: "residents");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "staff",
                schema: "organizations");

            migrationBuilder.DropTable(
                name: "subjects");

            migrationBuilder.DropTable(
                name: "work_items");

            migrationBuilder.DropTable(
                name: "wrapped_keys");
        }
    }
}
