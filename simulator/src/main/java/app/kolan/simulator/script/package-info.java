/// A scripted caller: its actions, its expectations of the agent, and their outcome.
@NullMarked
package app.kolan.simulator.script;

import org.jspecify.annotations.NullMarked;
