/// Sounds in any store that speaks S3's protocol: Amazon's, MinIO, Ceph, Garage, R2.
@NullMarked
package app.kolan.server.store.s3;

import org.jspecify.annotations.NullMarked;
