/// The agent's tool by which it finds what the business has it know.
@NullMarked
package app.kolan.server.tool.knowledge;

import org.jspecify.annotations.NullMarked;
