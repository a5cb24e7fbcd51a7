/// A caller by script: what he says and does, what he expects of the agent, and what came of it.
@NullMarked
package app.kolan.simulator.script;

import org.jspecify.annotations.NullMarked;
