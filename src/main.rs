fn main(){ candour::x() }
