/// Evaluations: callers' stories with the expected behaviour of the agent, played against a server.
@NullMarked
package app.kolan.lab.eval;

import org.jspecify.annotations.NullMarked;
