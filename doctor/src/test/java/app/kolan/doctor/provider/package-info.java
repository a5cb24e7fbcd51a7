/// The doctor looks at providers in health and in sickness.
@NullMarked
package app.kolan.doctor.provider;

import org.jspecify.annotations.NullMarked;
