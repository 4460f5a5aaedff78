#!/usr/bin/env bash
# Until 0.1 there is one migration an engine, made anew: ./build/migrations.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MSBUILDDISABLENODEREUSE=1
dotnet tool restore > /dev/null
rm -rf src/Lianxin.Database/Sqlite src/Lianxin.Database/PostgreSql
dotnet build src/Lianxin.Database -v q -p:UseSharedCompilation=true -p:RunAnalyzers=false
dotnet ef migrations add Initial --no-build --project src/Lianxin.Database --context SqliteDb --output-dir Sqlite
dotnet ef migrations add Initial --no-build --project src/Lianxin.Database --context PostgreSqlDb --output-dir PostgreSql
