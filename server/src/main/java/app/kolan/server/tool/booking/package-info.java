/// The agent's tools by which callers book, move and cancel their appointments.
@NullMarked
package app.kolan.server.tool.booking;

import org.jspecify.annotations.NullMarked;
