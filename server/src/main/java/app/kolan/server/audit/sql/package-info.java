/// The audit log in a database that speaks SQL.
@NullMarked
package app.kolan.server.audit.sql;

import org.jspecify.annotations.NullMarked;
