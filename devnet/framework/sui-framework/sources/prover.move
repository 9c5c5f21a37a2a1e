/// For the Move prover, which used to need a module here.
module sui::prover;
