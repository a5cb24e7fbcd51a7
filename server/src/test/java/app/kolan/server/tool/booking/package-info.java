/// Tests of the tools of bookings.
@NullMarked
package app.kolan.server.tool.booking;

import org.jspecify.annotations.NullMarked;
