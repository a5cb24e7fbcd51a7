/// How a text that was written is said aloud: spelled out for a Hebrew voice, and cut at clauses.
@NullMarked
package app.kolan.server.saying;

import org.jspecify.annotations.NullMarked;
