using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lianxin.Database.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    grantee_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    operation_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    operated_by = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    others = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_care_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    about_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    escalate_at = table.Column<long>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    escalated_to_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    escalated_to = table.Column<string>(type: "TEXT", nullable: true),
                    escalated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    steps = table.Column<int>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_care_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", nullable: false),
                    deputy_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    deputy_name = table.Column<string>(type: "TEXT", nullable: true),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    next_contact_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    flag = table.Column<string>(type: "TEXT", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    closing_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_cases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_contacts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    overdue_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reminded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_datings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    lmp = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    edd = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_datings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_newborns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    fetus = table.Column<int>(type: "INTEGER", nullable: false),
                    born_at = table.Column<long>(type: "INTEGER", nullable: false),
                    time_known = table.Column<bool>(type: "INTEGER", nullable: false),
                    weight_g = table.Column<int>(type: "INTEGER", nullable: true),
                    class_rule = table.Column<string>(type: "TEXT", nullable: true),
                    ga_days = table.Column<int>(type: "INTEGER", nullable: true),
                    died_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_newborns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_pregnancies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    start = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    edd = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    color = table.Column<string>(type: "TEXT", nullable: true),
                    color_state = table.Column<string>(type: "TEXT", nullable: false),
                    reported_color = table.Column<string>(type: "TEXT", nullable: true),
                    next_contact_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    responsible_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_pregnancies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maternal_care_risk_assessments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pregnancy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    @base = table.Column<string>(name: "base", type: "TEXT", nullable: false),
                    purple = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    missing = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maternal_care_risk_assessments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "operations",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    author = table.Column<Guid>(type: "TEXT", nullable: false),
                    operated_by = table.Column<string>(type: "TEXT", nullable: true),
                    device = table.Column<Guid>(type: "TEXT", nullable: false),
                    device_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    body_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operations", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "organizations_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    one_time_until = table.Column<long>(type: "INTEGER", nullable: true),
                    last_sign_in = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    totp_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    totp_step = table.Column<long>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    barred_until = table.Column<long>(type: "INTEGER", nullable: true),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_branch_leaders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_branch_leaders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_branch_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    function = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_branch_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_branches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    built_on_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_branches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_brands",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    slogan = table.Column<string>(type: "TEXT", nullable: false),
                    meaning = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_brands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_buildings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    estate = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    entrances = table.Column<int>(type: "INTEGER", nullable: true),
                    floors = table.Column<int>(type: "INTEGER", nullable: true),
                    households = table.Column<int>(type: "INTEGER", nullable: true),
                    population = table.Column<int>(type: "INTEGER", nullable: true),
                    elders = table.Column<int>(type: "INTEGER", nullable: true),
                    pregnant = table.Column<int>(type: "INTEGER", nullable: true),
                    bedridden = table.Column<int>(type: "INTEGER", nullable: true),
                    has_lift = table.Column<bool>(type: "INTEGER", nullable: true),
                    ambulance_access = table.Column<bool>(type: "INTEGER", nullable: true),
                    head = table.Column<string>(type: "TEXT", nullable: true),
                    liaison = table.Column<string>(type: "TEXT", nullable: true),
                    doctor = table.Column<string>(type: "TEXT", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_buildings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_imported_rows",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    operation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_new = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    journal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_imported_rows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: true),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    @new = table.Column<int>(name: "new", type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    undone_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_leaves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_leaves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: true),
                    division_code = table.Column<string>(type: "TEXT", nullable: true),
                    visit_schedule = table.Column<string>(type: "TEXT", nullable: true),
                    social_credit_code = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    contact_name = table.Column<string>(type: "TEXT", nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_posts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    reach = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_posts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_sessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    csrf = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    locked = table.Column<bool>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations_staff",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    skills = table.Column<string>(type: "TEXT", nullable: false),
                    staff_no = table.Column<string>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    license_no = table.Column<string>(type: "TEXT", nullable: true),
                    license_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_carers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    carer_resident_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    person = table.Column<byte[]>(type: "BLOB", nullable: true),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    may_be_told = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_carers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_conditions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    about_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    operation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_conditions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    given = table.Column<bool>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    how = table.Column<int>(type: "INTEGER", nullable: false),
                    witness = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    counts = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_consents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_duplicate_pairs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    judged_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    judged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_duplicate_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_encounters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    performer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    about_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    form_version = table.Column<string>(type: "TEXT", nullable: false),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_name = table.Column<string>(type: "TEXT", nullable: false),
                    answers = table.Column<string>(type: "TEXT", nullable: false),
                    restricted_answers = table.Column<byte[]>(type: "BLOB", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_encounters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_findings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    performer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    encounter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    observed = table.Column<string>(type: "TEXT", nullable: false),
                    fetus = table.Column<int>(type: "INTEGER", nullable: true),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    respond_by = table.Column<long>(type: "INTEGER", nullable: true),
                    addressed_to = table.Column<Guid>(type: "TEXT", nullable: true),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    seen_by = table.Column<string>(type: "TEXT", nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    overdue_at = table.Column<long>(type: "INTEGER", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_household_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ended_by_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_household_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_households",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    home = table.Column<byte[]>(type: "BLOB", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_households", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_identity_claims",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_identity_claims", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "residents_observations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    performer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    encounter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    analyte = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: true),
                    code = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    status_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    fetus = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    confirmed_by = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    corrected_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_observations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_particulars",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_particulars", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_residents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_sort = table.Column<string>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    responsible_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    particulars_version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_residents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_search_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false, collation: "BINARY"),
                    resident_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_search_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subjects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    summary = table.Column<byte[]>(type: "BLOB", nullable: true),
                    frozen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    summary_version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subjects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_by = table.Column<string>(type: "TEXT", nullable: true),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wrapped_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    master_key_id = table.Column<string>(type: "TEXT", nullable: false),
                    wrapped = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "ix_activities_kind_on",
                table: "activities",
                columns: new[] { "kind", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_id_seq",
                table: "audit_entries",
                columns: new[] { "subject_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_care_tasks_about_id",
                table: "maternal_care_care_tasks",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_care_tasks_organization_id_state_due_at",
                table: "maternal_care_care_tasks",
                columns: new[] { "organization_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_care_tasks_owner_id_state",
                table: "maternal_care_care_tasks",
                columns: new[] { "owner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_care_tasks_resident_id_state",
                table: "maternal_care_care_tasks",
                columns: new[] { "resident_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_cases_organization_id_state",
                table: "maternal_care_cases",
                columns: new[] { "organization_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_cases_owner_id_state",
                table: "maternal_care_cases",
                columns: new[] { "owner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_cases_pregnancy_id",
                table: "maternal_care_cases",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_cases_resident_id",
                table: "maternal_care_cases",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_contacts_organization_id_state_due_at",
                table: "maternal_care_contacts",
                columns: new[] { "organization_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_contacts_pregnancy_id",
                table: "maternal_care_contacts",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_datings_pregnancy_id",
                table: "maternal_care_datings",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_newborns_pregnancy_id",
                table: "maternal_care_newborns",
                column: "pregnancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_pregnancies_organization_id_state_edd_id",
                table: "maternal_care_pregnancies",
                columns: new[] { "organization_id", "state", "edd", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_pregnancies_resident_id",
                table: "maternal_care_pregnancies",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_maternal_care_risk_assessments_pregnancy_id_at",
                table: "maternal_care_risk_assessments",
                columns: new[] { "pregnancy_id", "at" });

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
                name: "ix_organizations_accounts_staff_id",
                table: "organizations_accounts",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_accounts_user_name",
                table: "organizations_accounts",
                column: "user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_leaders_branch_id",
                table: "organizations_branch_leaders",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_leaders_branch_id_staff_id",
                table: "organizations_branch_leaders",
                columns: new[] { "branch_id", "staff_id" },
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_leaders_staff_id",
                table: "organizations_branch_leaders",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_members_branch_id",
                table: "organizations_branch_members",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_members_branch_id1",
                table: "organizations_branch_members",
                column: "branch_id",
                unique: true,
                filter: "\"until\" IS NULL AND \"function\" = 'secretary'");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_members_staff_id",
                table: "organizations_branch_members",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branch_members_staff_id1",
                table: "organizations_branch_members",
                column: "staff_id",
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branches_built_on_id",
                table: "organizations_branches",
                column: "built_on_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_branches_organization_id",
                table: "organizations_branches",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_brands_branch_id",
                table: "organizations_brands",
                column: "branch_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_brands_branch_id1",
                table: "organizations_brands",
                column: "branch_id",
                unique: true,
                filter: "\"until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_buildings_organization_id_estate_name",
                table: "organizations_buildings",
                columns: new[] { "organization_id", "estate", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_imported_rows_import_id",
                table: "organizations_imported_rows",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_imported_rows_subject_id",
                table: "organizations_imported_rows",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_imports_organization_id_at",
                table: "organizations_imports",
                columns: new[] { "organization_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_leaves_staff_id",
                table: "organizations_leaves",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_organizations_code",
                table: "organizations_organizations",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_posts_organization_id",
                table: "organizations_posts",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_posts_staff_id",
                table: "organizations_posts",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_sessions_account_id",
                table: "organizations_sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_staff_organization_id",
                table: "organizations_staff",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_carers_resident_id",
                table: "residents_carers",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_conditions_resident_id_key",
                table: "residents_conditions",
                columns: new[] { "resident_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_consents_resident_id_purpose",
                table: "residents_consents",
                columns: new[] { "resident_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_duplicate_pairs_other_id",
                table: "residents_duplicate_pairs",
                column: "other_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_duplicate_pairs_resident_id",
                table: "residents_duplicate_pairs",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_duplicate_pairs_state_id",
                table: "residents_duplicate_pairs",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_encounters_about_id_on",
                table: "residents_encounters",
                columns: new[] { "about_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_encounters_resident_id",
                table: "residents_encounters",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_findings_encounter_id",
                table: "residents_findings",
                column: "encounter_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_findings_organization_id_done_at_rank",
                table: "residents_findings",
                columns: new[] { "organization_id", "done_at", "rank" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_findings_resident_id",
                table: "residents_findings",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_household_members_household_id",
                table: "residents_household_members",
                column: "household_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_household_members_household_id1",
                table: "residents_household_members",
                column: "household_id",
                unique: true,
                filter: "until IS NULL AND relation = '1'");

            migrationBuilder.CreateIndex(
                name: "ix_residents_household_members_resident_id",
                table: "residents_household_members",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_household_members_resident_id1",
                table: "residents_household_members",
                column: "resident_id",
                unique: true,
                filter: "until IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_residents_identity_claims_resident_id",
                table: "residents_identity_claims",
                column: "resident_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_observations_encounter_id",
                table: "residents_observations",
                column: "encounter_id");

            migrationBuilder.CreateIndex(
                name: "ix_residents_observations_organization_id_status",
                table: "residents_observations",
                columns: new[] { "organization_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_observations_resident_id_analyte",
                table: "residents_observations",
                columns: new[] { "resident_id", "analyte" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_particulars_resident_id_key",
                table: "residents_particulars",
                columns: new[] { "resident_id", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_residents_organization_id_name_sort_id",
                table: "residents_residents",
                columns: new[] { "organization_id", "name_sort", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_search_keys_kind_value_organization_id_resident_id",
                table: "residents_search_keys",
                columns: new[] { "kind", "value", "organization_id", "resident_id" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_search_keys_resident_id",
                table: "residents_search_keys",
                column: "resident_id");

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
                name: "activities");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "maternal_care_care_tasks");

            migrationBuilder.DropTable(
                name: "maternal_care_cases");

            migrationBuilder.DropTable(
                name: "maternal_care_contacts");

            migrationBuilder.DropTable(
                name: "maternal_care_datings");

            migrationBuilder.DropTable(
                name: "maternal_care_newborns");

            migrationBuilder.DropTable(
                name: "maternal_care_pregnancies");

            migrationBuilder.DropTable(
                name: "maternal_care_risk_assessments");

            migrationBuilder.DropTable(
                name: "operations");

            migrationBuilder.DropTable(
                name: "organizations_accounts");

            migrationBuilder.DropTable(
                name: "organizations_branch_leaders");

            migrationBuilder.DropTable(
                name: "organizations_branch_members");

            migrationBuilder.DropTable(
                name: "organizations_branches");

            migrationBuilder.DropTable(
                name: "organizations_brands");

            migrationBuilder.DropTable(
                name: "organizations_buildings");

            migrationBuilder.DropTable(
                name: "organizations_imported_rows");

            migrationBuilder.DropTable(
                name: "organizations_imports");

            migrationBuilder.DropTable(
                name: "organizations_leaves");

            migrationBuilder.DropTable(
                name: "organizations_organizations");

            migrationBuilder.DropTable(
                name: "organizations_posts");

            migrationBuilder.DropTable(
                name: "organizations_sessions");

            migrationBuilder.DropTable(
                name: "organizations_staff");

            migrationBuilder.DropTable(
                name: "residents_carers");

            migrationBuilder.DropTable(
                name: "residents_conditions");

            migrationBuilder.DropTable(
                name: "residents_consents");

            migrationBuilder.DropTable(
                name: "residents_duplicate_pairs");

            migrationBuilder.DropTable(
                name: "residents_encounters");

            migrationBuilder.DropTable(
                name: "residents_findings");

            migrationBuilder.DropTable(
                name: "residents_household_members");

            migrationBuilder.DropTable(
                name: "residents_households");

            migrationBuilder.DropTable(
                name: "residents_identity_claims");

            migrationBuilder.DropTable(
                name: "residents_observations");

            migrationBuilder.DropTable(
                name: "residents_particulars");

            migrationBuilder.DropTable(
                name: "residents_residents");

            migrationBuilder.DropTable(
                name: "residents_search_keys");

            migrationBuilder.DropTable(
                name: "subjects");

            migrationBuilder.DropTable(
                name: "work_items");

            migrationBuilder.DropTable(
                name: "wrapped_keys");
        }
    }
}
