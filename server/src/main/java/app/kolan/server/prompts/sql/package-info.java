/// The sounds of businesses' own in a database that several servers may use.
@NullMarked
package app.kolan.server.prompts.sql;

import org.jspecify.annotations.NullMarked;
