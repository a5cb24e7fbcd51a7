@NullMarked
package app.kolan.server.calendar;

import org.jspecify.annotations.NullMarked;
