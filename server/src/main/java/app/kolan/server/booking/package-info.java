/// Appointments: which slots a business has, which of them a caller is offered, and who may book,
/// move and cancel what. What is set is in `business`, what is booked in `store`, and the agent's
/// tools are in `tool.booking`.
@NullMarked
package app.kolan.server.booking;

import org.jspecify.annotations.NullMarked;
