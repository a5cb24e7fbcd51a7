/// What the doctor looks at on the machine that Kolan runs on.
@NullMarked
package app.kolan.server.doctor.house;

import org.jspecify.annotations.NullMarked;
