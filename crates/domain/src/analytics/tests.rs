mod buckets;
mod counts;
mod period;
mod plans;
mod world;
