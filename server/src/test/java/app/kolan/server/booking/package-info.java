/// Tests of appointments.
@NullMarked
package app.kolan.server.booking;

import org.jspecify.annotations.NullMarked;
